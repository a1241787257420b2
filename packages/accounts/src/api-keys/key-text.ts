import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** The parts of a key's text. */
export interface KeyText {
  readonly id: string;
  /** All of it, as the client sends it. */
  readonly key: string;
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const idLength = 16;
/** 43 of 62 characters are 256 bits. */
const secretLength = 43;
const checksumLength = 6;

/** Every character is as likely as any other: bytes that would favour some are thrown away. */
function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    const bytes = randomBytes(2 * length).filter((byte) => byte < 4 * alphabet.length);
    text += Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("");
  }
  return text.slice(0, length);
}

/** CRC-32 of what stands before it, as GitHub writes it: scanners tell keys from noise by it. It protects nothing. */
function checksum(text: string): string {
  let [rest, written] = [crc32(text), ""];
  for (; written.length < checksumLength; rest = Math.floor(rest / alphabet.length))
    written = `${alphabet[rest % alphabet.length]}${written}`;
  return written;
}

/** The grammar of the keys of one prefix. */
export class KeyGrammar {
  /** What scanners look for. */
  readonly pattern: RegExp;
  readonly #prefix: string;
  readonly #form: RegExp;

  constructor(prefix: string) {
    const source = `${prefix}_([0-9A-Za-z]{${idLength}})_[0-9A-Za-z]{${secretLength + checksumLength}}`;
    this.#prefix = prefix;
    this.#form = new RegExp(`^${source}$`);
    this.pattern = new RegExp(`\\b${source}\\b`);
  }

  make(): KeyText {
    const id = randomText(idLength);
    const body = `${this.#prefix}_${id}_${randomText(secretLength)}`;
    return { id, key: body + checksum(body) };
  }

  /** The public id of a text that is a key, as far as its form tells. */
  idOf(key: string): string | undefined {
    const id = this.#form.exec(key)?.[1];
    return id !== undefined && checksum(key.slice(0, -checksumLength)) === key.slice(-checksumLength) ? id : undefined;
  }
}

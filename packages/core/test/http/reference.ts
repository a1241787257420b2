/** What a strict reader accepts, written without regular expressions and without the code that is tested. */

function isOf(characters: string): (text: string) => boolean {
  const allowed = new Set(characters);
  return (text) => {
    for (const one of text) if (!allowed.has(one)) return false;
    return true;
  };
}
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const isToken68 = isOf(`${letters}-._~+/`);
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The credential of one field, after the scheme and spaces. */
export function credentialOf(fields: readonly string[], scheme: string): string | undefined {
  const [field = "", ...others] = fields;
  if (others.length > 0 || field.slice(0, scheme.length).toLowerCase() !== scheme || field[scheme.length] !== " ") return undefined;
  let start = scheme.length;
  while (field[start] === " ") start += 1;
  let end = field.length;
  while (end > start && field[end - 1] === "=") end -= 1;
  const credential = field.slice(start);
  return end > start && credential.length <= 8_192 && isToken68(field.slice(start, end)) ? credential : undefined;
}

/** Name and password of canonical base64 of at most 2,048 characters. */
export function accountOf(fields: readonly string[]): { username: string; password: string } | undefined {
  const credential = credentialOf(fields, "basic");
  if (credential === undefined || credential.length > 2_048) return undefined;
  const bytes = Buffer.from(credential, "base64");
  if (bytes.toString("base64") !== credential) return undefined;
  const text = decoded(bytes)?.normalize("NFC");
  if (text?.includes(":") !== true || Array.from(text).some(isControl)) return undefined;
  const [username = "", ...password] = text.split(":");
  return { username, password: password.join(":") };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/** The key, where these values are exactly one key. */
export function keyOf(values: readonly string[]): string | undefined {
  const [key = "", ...others] = values;
  const isKey = key.length > 0 && key.length <= 1_024 && Array.from(key).every((one) => one > " " && one <= "~" && one !== ",");
  return others.length === 0 && isKey ? key : undefined;
}

/** Every value of a cookie: white space is a space or a tab, and quotes come off in pairs. */
export function cookieValues(fields: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (const part of fields.join(";").split(";")) {
    const [key = "", ...rest] = part.split("=");
    if (rest.length === 0 || stripped(key) !== name) continue;
    const value = stripped(rest.join("="));
    values.push(value.length > 1 && value[0] === '"' && value.at(-1) === '"' ? value.slice(1, -1) : value);
  }
  return values;
}

function stripped(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && (text[start] === " " || text[start] === "\t")) start += 1;
  while (end > start && (text[end - 1] === " " || text[end - 1] === "\t")) end -= 1;
  return text.slice(start, end);
}

/** Every value of a parameter, as the URL standard reads a form. */
export function queryValues(target: string, name: string): string[] {
  const [beforeFragment = ""] = target.split("#");
  const mark = beforeFragment.indexOf("?");
  const pairs = mark === -1 ? [] : beforeFragment.slice(mark + 1).split("&");
  const read = pairs.filter((pair) => pair !== "").map((pair) => [pair.split("=")[0] ?? "", pair.split("=").slice(1).join("=")] as const);
  return read.filter(([key]) => unescaped(key) === name).map(([, value]) => unescaped(value));
}

function unescaped(text: string): string {
  const from = Buffer.from(text, "utf8");
  const bytes: number[] = [];
  for (let index = 0; index < from.length; index += 1) {
    const hex = from.toString("latin1", index + 1, index + 3);
    const isEscape = from[index] === 0x25 && hex.length === 2 && isOf("0123456789abcdefABCDEF")(hex);
    bytes.push(isEscape ? Number.parseInt(hex, 16) : from[index] === 0x2b ? 0x20 : (from[index] ?? 0));
    if (isEscape) index += 2;
  }
  return utf8.decode(Uint8Array.from(bytes));
}

import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** The keys of programs. Only digests are kept, and looked up, so comparing leaks nothing. */
export class Keys {
  readonly #names = new Map<string, string>();

  issue(name: string): string {
    const key = randomBytes(32).toString("base64url");
    this.#names.set(digest(key), name);
    return key;
  }

  find(key: string): { readonly name: string } | undefined {
    const name = this.#names.get(digest(key));
    return name === undefined ? undefined : { name };
  }
}

export interface Account {
  readonly id: string;
  readonly name: string;
}

interface Stored extends Account {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Who may sign in with a password. */
export class Accounts {
  readonly #accounts = new Map<string, Stored>();
  readonly #nobody: Stored = { id: "", name: "", salt: randomBytes(16), hash: randomBytes(32) };

  async add({ id, name }: Account, password: string): Promise<void> {
    const salt = randomBytes(16);
    this.#accounts.set(name, { id, name, salt, hash: await derive(password, salt, 32) });
  }

  /** Takes the same time for an unknown name as for a wrong password. */
  async authenticate(name: string, password: string): Promise<Account | undefined> {
    const { salt, hash, ...account } = this.#accounts.get(name) ?? this.#nobody;
    const fits = timingSafeEqual(await derive(password, salt, 32), hash);
    return fits && account.id !== "" ? account : undefined;
  }
}

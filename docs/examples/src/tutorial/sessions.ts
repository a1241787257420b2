import { createHash, randomBytes } from "node:crypto";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: "member" | "admin";
}

export interface Session {
  readonly sub: string;
  readonly scopes: readonly string[];
}

const users: readonly User[] = [
  { id: "1", name: "Alice", role: "member" },
  { id: "2", name: "Ada", role: "admin" },
];

/** Who there is, and who is signed in. In real life: a database. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** Signs somebody in and gives them a token. Only its digest is kept. */
  open(sub: string, scopes: readonly string[]): string {
    const token = randomBytes(32).toString("base64url");
    this.#sessions.set(digest(token), { sub, scopes });
    return token;
  }

  find(token: string): Session | undefined {
    return this.#sessions.get(digest(token));
  }

  user(sub: string): User | undefined {
    return users.find(({ id }) => id === sub);
  }
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");

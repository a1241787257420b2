import { createHash, randomBytes } from "node:crypto";
import { cookie } from "@ampoule/accounts";
import { apiKeyCookie } from "@ampoule/core";

// #region cookie
export const session = cookie({ name: "__Host-session", sameSite: "Strict", maxAge: 86_400 });
// #endregion cookie

// #region sessions
/** Who is signed in. A real one asks a database, and lets sessions end. */
export class Sessions {
  readonly #names = new Map<string, string>();

  /** A new id for each sign-in: one that somebody knew before is worth nothing. */
  start(name: string): string {
    const id = randomBytes(32).toString("base64url");
    this.#names.set(digest(id), name);
    return id;
  }

  find(id: string): { readonly name: string } | undefined {
    const name = this.#names.get(digest(id));
    return name === undefined ? undefined : { name };
  }

  end(id: string): void {
    this.#names.delete(digest(id));
  }
}

/** What is kept signs nobody in. */
const digest = (id: string) => createHash("sha256").update(id).digest("base64url");
// #endregion sessions

// #region scheme
export const me = apiKeyCookie({ name: session.name, verify: (id, { resolve }) => resolve(Sessions).find(id) });
// #endregion scheme

/** What every contestant looks up by the token's subject, and answers with. */
export interface User {
  readonly id: string;
  readonly name: string;
}

export class Users {
  readonly #users: ReadonlyMap<string, User> = new Map([["alice", { id: "alice", name: "Alice" }]]);

  bySubject(subject: string | undefined): User | undefined {
    return this.#users.get(subject ?? "");
  }
}

/** What is answered where nobody is asked who they are. */
export const anybody: User = { id: "alice", name: "Alice" };
/** Where every contestant answers. */
export const path = "/me";
/** Where other routes answer, by number. */
export function otherPath(index: number): string {
  return `/other-${index}`;
}

/** Where those who issue tokens do so. */
export const tokenPath = "/token";
/** Where they ask the store whether a sign-in is over, on each request. */
export const checkedPath = "/checked";
/** Ours by default, and what others are told. */
export const bcryptCost = 12;

import { tokens, type RefreshStore, type SigningKeys, type Tokens } from "@ampoule/accounts";
import { token } from "@ampoule/core";
import type { Accounts } from "./accounts.js";

/** What may be granted, and what it means. */
export const scopes = { "items:read": "See your items", "items:write": "Add items" } as const;
export type Scope = keyof typeof scopes;

/** What issues, refreshes, ends and verifies tokens: the container's name for it. */
export const AUTH = token<Tokens<Scope>>("Auth");

export function makeAuth(accounts: Accounts, store: RefreshStore, keys: SigningKeys): Tokens<Scope> {
  return tokens({
    issuer: "https://example.test",
    audience: "https://example.test/api",
    keys,
    store,
    account: (id) => accounts.byId(id),
    scopes: Object.keys(scopes) as Scope[],
  });
}

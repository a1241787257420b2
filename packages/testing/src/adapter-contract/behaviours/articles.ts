import { bearer, type ProviderValue } from "@ampoule/core";

/** Somebody, as the database knows them now. */
export interface User {
  readonly id: string;
  readonly tenant: string | null;
  readonly roles: readonly string[];
}
export interface Article {
  readonly id: string;
  readonly tenant: string;
  readonly author: string;
}

const article = (id: string, tenant: string, author: string): Article => ({ id, tenant, author });
export const articles: readonly Article[] = [
  article("1", "acme", "alice"),
  article("2", "acme", "bob"),
  article("3", "umbrella", "alice"),
  article("4", "umbrella", "eve"),
];

/** Users whose roles may change while the application runs. */
export function userStore(): Map<string, User> {
  const user = (id: string, tenant: string | null, ...roles: string[]) => [id, { id, tenant, roles }] as const;
  return new Map([
    user("alice", "acme", "editor"),
    user("bob", "acme", "member"),
    user("chief", "acme", "admin"),
    user("eve", "umbrella", "editor"),
    user("root", "acme", "root"),
    user("stray", null, "editor"),
    user("odd", "acme", "*", "Editor", "editor ", "editor,admin", "__proto__", "constructor"),
  ]);
}

/** What a token says: who it is about, and their roles when it was made. */
export interface Said {
  readonly sub: string;
  readonly roles: unknown;
}
export const token: ProviderValue<Said> = bearer((text) => JSON.parse(atob(text)) as Said);

/** A token, as a line of a request. */
export const as = (sub: string, roles: unknown = []): string => `Authorization: Bearer ${btoa(JSON.stringify({ sub, roles }))}`;

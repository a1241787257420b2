import type { Endpoint, ProviderValue } from "@ampoule/core";
import { scoped } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import * as v from "valibot";
import { describe, expectTypeOf, test } from "vitest";
import { z } from "zod";
import {
  accounts,
  invalidField,
  memoryStore,
  memoryUsers,
  signInEndpoint,
  signUpEndpoint,
  tokens as tokensOf,
  type Account,
  type AccountPath,
  type HashedPassword,
  type MemoryUser,
  type Passwords,
  type Users,
} from "../../src/index.js";

interface User extends Account {
  readonly email: string;
}
interface Profile {
  readonly name: string;
}
declare const users: Users<User>;
declare const named: Users<User, Profile>;
declare const passwords: Passwords;
const tokens = { issuer: "i", audience: "a", store: memoryStore() };

describe("accounts", () => {
  test("yield the application's own user", () => {
    const auth = accounts({ users, tokens: { ...tokens, scopes: ["read", "write"] }, view: ({ email }) => ({ email }) });
    expectTypeOf(auth.currentUser).toEqualTypeOf<ProviderValue<User, "read" | "write">>();
    expectTypeOf(auth.optionalUser).toEqualTypeOf<ProviderValue<User | null, "read" | "write">>();
    expectTypeOf(auth.accessToken).toEqualTypeOf<ProviderValue<AccessToken, "read" | "write">>();
    expectTypeOf(auth.endpoints["/sign-in"]).toEqualTypeOf<Endpoint>();
    scoped(auth.currentUser, "read");
    // @ts-expect-error nobody declared that scope
    scoped(auth.currentUser, "delete");
    expectTypeOf<keyof typeof auth.endpoints>().toEqualTypeOf<AccountPath>();
    // @ts-expect-error claims are made of the user
    accounts({ users, tokens: { ...tokens, claims: ({ role }) => ({ role }) } });
  });

  test("take a profile that fits the users, and want one where users have to have it", () => {
    const name = (value: unknown) => (typeof value === "string" ? value : invalidField("Say your name."));
    accounts({ users: named, tokens, profile: { name: (value) => (typeof value === "string" ? value : invalidField("Say your name.")) } });
    accounts({ users: memoryUsers<Profile>(), tokens, profile: { name } });
    expectTypeOf(accounts({ users: memoryUsers(), tokens }).currentUser).toEqualTypeOf<ProviderValue<MemoryUser>>();
    signUpEndpoint({ users: named, passwords, profile: { name } });
    // @ts-expect-error users have to have a name
    accounts({ users: named, tokens });
    // @ts-expect-error a name is text
    accounts({ users: named, tokens, profile: { name: (value) => value } });
    // @ts-expect-error a name is text
    signUpEndpoint({ users: named, passwords, profile: { name: () => 7 } });
    // @ts-expect-error no request sets a role
    accounts({ users: named, tokens, profile: { name, role: name } });
  });

  test("S4-15 take schemas in the place of functions, of what a request sends and users have", () => {
    accounts({ users: named, tokens, profile: { name: z.string().trim().max(80) } });
    accounts({ users: named, tokens, profile: { name: v.pipe(v.unknown(), v.transform(String)) } });
    signUpEndpoint({ users: named, passwords, profile: { name: z.coerce.string() } });
    signUpEndpoint({
      users: memoryUsers<Profile & { readonly age?: number }>(),
      passwords,
      profile: { name: v.string(), age: z.number() },
    });
    // @ts-expect-error a name is text
    accounts({ users: named, tokens, profile: { name: z.number() } });
    // @ts-expect-error users have to have a name
    signUpEndpoint({ users: named, passwords, profile: { name: z.string().optional() } });
    // @ts-expect-error no request sets a role
    accounts({ users: named, tokens, profile: { name: z.string(), role: z.string() } });
  });

  test("take tokens that were made already", () => {
    const made = tokensOf({ ...tokens, keys: accountsKeys(), account: (id) => users.byId(id), scopes: ["read"] });
    expectTypeOf(accounts({ users, tokens: made }).currentUser).toEqualTypeOf<ProviderValue<User, "read">>();
  });

  test("let nothing but a hash into the users, and give out none", () => {
    const memory = memoryUsers();
    expectTypeOf(memory.byId("1")).toEqualTypeOf<MemoryUser | undefined>();
    const user = { login: "a", writtenLogin: "a", profile: {} };
    // @ts-expect-error a password is no hash
    memory.add({ ...user, passwordHash: "hunter2" });
    memory.add({ ...user, passwordHash: null });
    memory.add({ ...user, passwordHash: "" as HashedPassword });
    // @ts-expect-error nor is it when it changes
    memory.setPassword({ id: "1", passwordHash: "hunter2", replaces: null, raisesEpoch: true });
    // @ts-expect-error epoch and login name are not the application's to change
    memory.change("1", { epoch: 3 });
  });

  test("want somebody who decides over passwords", () => {
    const made = tokensOf({ ...tokens, keys: accountsKeys(), account: (id) => users.byId(id) });
    signInEndpoint({ tokens: made, authenticate: ({ username }) => ({ id: username }) });
    // @ts-expect-error a boolean is nobody
    signInEndpoint({ tokens: made, authenticate: () => true });
    // @ts-expect-error nobody decides
    signInEndpoint({ tokens: made });
  });
});

declare function accountsKeys(): Parameters<typeof tokensOf>[0]["keys"];

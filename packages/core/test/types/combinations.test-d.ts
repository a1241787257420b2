import { expectTypeOf, test } from "vitest";
import {
  allOf,
  allowKeyInUrl,
  anyOf,
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  map,
  narrow,
  oauth2PasswordBearer,
  optional,
  policy,
  provider,
  require,
  scheme,
  scoped,
  Security,
  securityParam,
  SecurityProvider,
  type BasicCredentials,
  type Policy,
  type ProviderValue,
} from "../../src/index.js";

interface User {
  readonly id: string;
  readonly role: string;
}
interface Admin extends User {
  readonly role: "admin";
}
interface Machine {
  readonly key: string;
}
const token = bearer({ scopes: ["read", "write"], verify: (id): User => ({ id, role: "member" }) });
const key = apiKeyHeader({ name: "x-key", verify: (text): Machine => ({ key: text }) });
const user = provider({ token }, ({ token }) => token);
const admin = narrow(user, "admin", (one): one is Admin => one.role === "admin");
class CurrentUser extends SecurityProvider<User> {
  provide(): User {
    return { id: "x", role: "member" };
  }
}
type Scope = "read" | "write";

test("each combination says exactly what it yields, and which scopes may be demanded of it", () => {
  expectTypeOf(optional(user)).toEqualTypeOf<ProviderValue<User | null, Scope>>();
  expectTypeOf(optional(CurrentUser)).toEqualTypeOf<ProviderValue<User | null, string>>();
  expectTypeOf(admin).toEqualTypeOf<ProviderValue<Admin, Scope>>();
  expectTypeOf(require(admin, policy("any", (one: User) => one.id !== ""))).toEqualTypeOf<ProviderValue<Admin, Scope>>();
  expectTypeOf(scoped(admin, "read")).toEqualTypeOf<ProviderValue<Admin, Scope>>();
  expectTypeOf(map(admin, ({ role }) => role)).toEqualTypeOf<ProviderValue<"admin", Scope>>();
  expectTypeOf(anyOf(user, key)).toEqualTypeOf<ProviderValue<User | Machine, Scope>>();
  expectTypeOf(anyOf(CurrentUser, key)).toEqualTypeOf<ProviderValue<User | Machine, string>>();
  expectTypeOf(allOf({ user, key })).toEqualTypeOf<ProviderValue<{ readonly user: User; readonly key: Machine }, Scope>>();
  expectTypeOf(optional(anyOf(allOf({ admin }), key))).toEqualTypeOf<ProviderValue<{ readonly admin: Admin } | Machine | null, Scope>>();
  expectTypeOf(basic({ verify: (credentials) => credentials })).toEqualTypeOf<ProviderValue<BasicCredentials>>();
});

test("scopes: an undeclared one does not compile, on values, derived providers, parameters and guards", () => {
  // @ts-expect-error not declared
  scoped(token, "raed");
  // @ts-expect-error not declared below
  scoped(admin, "read", "delete");
  // @ts-expect-error not declared by any alternative
  scoped(optional(anyOf(token, key)), "delete");
  // @ts-expect-error this scheme's credentials carry none
  scoped(key, "read");
  // @ts-expect-error not declared
  Security(token, "raed");
  const derived = map(admin, ({ id }) => id);
  // @ts-expect-error not declared below
  Security(derived, "delete");
  // @ts-expect-error not declared
  securityParam(token)("raed");
  // @ts-expect-error a widened text may be anything
  scoped(token, "read" as string);
  scoped(oauth2PasswordBearer({ tokenUrl: "/token", scopes: { read: "Read" }, verify: (id) => ({ id }) }), "read");
  // @ts-expect-error not described
  scoped(oauth2PasswordBearer({ tokenUrl: "/token", scopes: { read: "Read" }, verify: (id) => ({ id }) }), "write");
});

test("narrow: only to what the provider may yield", () => {
  // @ts-expect-error a machine is no kind of user
  narrow(user, "machine", (one): one is Machine => "key" in one);
  // @ts-expect-error a plain boolean narrows nothing: that is require
  narrow(user, "admin", (one) => one.role === "admin" && Math.random() > 0);
  expectTypeOf(narrow(optional(user), "known", (one): one is User => one !== null)).toEqualTypeOf<ProviderValue<User, Scope>>();
});

test("policies: for the principal, or for more than it", () => {
  const forUser = policy("active", (one: User) => one.id !== "");
  const forAdmin = policy("root", (one: Admin) => one.role === "admin");
  expectTypeOf(forUser).toEqualTypeOf<Policy<User>>();
  expectTypeOf(require(admin, forUser)).toEqualTypeOf<ProviderValue<Admin, Scope>>();
  // @ts-expect-error a user need not be an admin
  require(user, forAdmin);
  // @ts-expect-error nobody may be there
  require(optional(user), forUser);
  // @ts-expect-error a machine is not a user
  require(anyOf(user, key), forUser);
  // @ts-expect-error a decision is a boolean
  policy("truthy", (one: User) => one.id);
  // @ts-expect-error this one needs a resource, which require has not
  require(user, policy("owns", (one: User, item: { owner: string }) => item.owner === one.id));
});

test("schemes: what is missing does not compile", () => {
  // @ts-expect-error nothing would verify the key
  apiKeyHeader({ name: "x-key" });
  // @ts-expect-error nothing would verify the credentials
  basic({});
  // @ts-expect-error nothing would verify the token
  bearer({ scopes: ["read"] });
  // @ts-expect-error nothing would verify the token
  oauth2PasswordBearer({ tokenUrl: "/token" });
  // @ts-expect-error nothing would verify it
  scheme({ schemeName: "S", openapi: {}, challenge: () => ({ scheme: "S", parameters: {} }), read: () => "credential" });
  // @ts-expect-error a key in a URL has to be allowed by name
  apiKeyQuery({ name: "key", verify: (text) => ({ text }) });
  // @ts-expect-error and by nothing but true
  apiKeyQuery({ name: "key", [allowKeyInUrl]: false, verify: (text) => ({ text }) });
  // @ts-expect-error a key in a header needs no such permission
  apiKeyHeader({ name: "key", [allowKeyInUrl]: true, verify: (text: string) => ({ text }) });
});

test("combinations take providers, not services or texts", () => {
  class Users {}
  // @ts-expect-error a service secures nothing
  optional(Users);
  // @ts-expect-error a service secures nothing
  anyOf(token, Users);
  // @ts-expect-error a service secures nothing
  allOf({ token, users: Users });
  // @ts-expect-error a service secures nothing: that is @Dependency
  Security(Users);
});

import { expectTypeOf, test } from "vitest";
import { bearer, narrow, optional, pathParameters, provider, require, roles, type Policy, type ProviderValue } from "../../src/index.js";

interface User {
  readonly id: string;
  readonly roles: readonly string[];
}
interface Admin extends User {
  readonly isAdmin: true;
}
const token = bearer({ scopes: ["write"], verify: (id): User => ({ id, roles: [] }) });
const user = provider({ token }, ({ token }) => token);
const admin = narrow(user, "admin", (one): one is Admin => "isAdmin" in one);
const role = roles({ member: [], editor: ["member"], admin: ["editor"] }, { of: (me: User) => me.roles, superRole: "admin" });
const permission = role.permissions(
  { article: ["read", "write"], comment: ["delete"] },
  { member: ["article:read"], admin: ["*", "article:*"] },
);

test("roles: undeclared ones, and those that include themselves, do not compile", () => {
  expectTypeOf(role("editor")).toEqualTypeOf<Policy<User>>();
  // @ts-expect-error not declared
  role("edtior");
  // @ts-expect-error a widened text may be anything
  role("editor" as string);
  // @ts-expect-error not declared
  roles({ member: [], editor: ["mebmer"] }, { of: (me: User) => me.roles });
  // @ts-expect-error it includes itself
  roles({ member: ["member"] }, { of: (me: User) => me.roles });
  // @ts-expect-error no role by any other name is a super role
  roles({ member: [] }, { of: (me: User) => me.roles, superRole: "root" });
  // @ts-expect-error nobody would tell the roles
  roles({ member: [] });
});

test("a role keeps the principal's type, and is for the principals that tell roles", () => {
  expectTypeOf(require(user, role("editor"))).toEqualTypeOf<ProviderValue<User, "write">>();
  expectTypeOf(require(admin, role("editor"))).toEqualTypeOf<ProviderValue<Admin, "write">>();
  // @ts-expect-error nobody may be there
  require(optional(user), role("editor"));
  // @ts-expect-error this tells no roles
  require(pathParameters("/:id"), role("editor"));
});

test("permissions: undeclared ones and wildcards cannot be asked for", () => {
  expectTypeOf(permission).parameter(0).toEqualTypeOf<"article:read" | "article:write" | "comment:delete">();
  expectTypeOf(require(user, permission("article:write"))).toEqualTypeOf<ProviderValue<User, "write">>();
  // @ts-expect-error not declared
  permission("article:delete");
  // @ts-expect-error a wildcard is only given
  permission("article:*");
  // @ts-expect-error a wildcard is only given
  permission("*");
  // @ts-expect-error not declared
  role.permissions({ article: ["read"] }, { member: ["article:wirte"] });
  // @ts-expect-error no such resource
  role.permissions({ article: ["read"] }, { member: ["comment:*"] });
  // @ts-expect-error no such role
  role.permissions({ article: ["read"] }, { visitor: ["article:read"] });
});

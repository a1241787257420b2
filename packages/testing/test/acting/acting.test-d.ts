import { bearer, optional, provider, SecurityProvider } from "@ampoule/core";
import type { Override } from "@ampoule/core/adapter";
import type { ExpressSecure } from "@ampoule/express";
import type { HonoSecure } from "@ampoule/hono";
import type { KoaSecure } from "@ampoule/koa";
import { acting } from "@ampoule/testing/acting";
import { expectTypeOf, test } from "vitest";

interface User {
  readonly id: string;
}
const token = bearer({ scopes: ["read", "write"], verify: (sub) => ({ sub, scopes: ["read"] }) });
const currentUser = provider({ token }, ({ token }): User => ({ id: token.sub }));
abstract class CurrentUser extends SecurityProvider<User> {}
declare const secure: ExpressSecure;
declare const others: [KoaSecure, HonoSecure];
declare const Concrete: new () => CurrentUser;

test("takes what any adapter gives", () => {
  expectTypeOf(acting(secure).as(currentUser, { id: "1" })).toEqualTypeOf<Override>();
  acting(others[0]).as(currentUser, { id: "1" });
  acting(others[1]).as(currentUser, { id: "1" });
});

test("a principal of another type does not compile", () => {
  // @ts-expect-error a user has an id
  acting(secure).as(currentUser, { name: "Alice" });
  // @ts-expect-error nobody is not a user
  acting(secure).as(currentUser, null);
  acting(secure).as(optional(currentUser), null);
  acting(secure).as(Concrete, { id: "1" });
});

test("a scope that nobody declares does not compile", () => {
  acting(secure).as(currentUser, { id: "1" }, { scopes: ["read"] });
  // @ts-expect-error nobody declares it
  acting(secure).as(currentUser, { id: "1" }, { scopes: ["delete"] });
});

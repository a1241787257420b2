import { expectTypeOf, test } from "vitest";
import type { Guard, ProviderOf } from "../../src/adapter.js";
import {
  allOf,
  anyOf,
  apiKeyHeader,
  bearer,
  granted,
  narrow,
  optional,
  provider,
  Security,
  SecurityProvider,
  type AnyProvider,
} from "../../src/index.js";
import { fakeSecurity, ownContainer, type Call, type Handler } from "../adapt/fake-framework.js";

interface User {
  readonly id: string;
  readonly role: string;
}
interface Admin extends User {
  readonly role: "admin";
}
class Items {
  of(user: User): readonly string[] {
    return [user.id];
  }
}
const token = bearer({ scopes: ["read", "write"], verify: (id): User => ({ id, role: "member" }) });
const key = apiKeyHeader({ name: "x-key", verify: (text) => ({ key: text }) });
const admin = narrow(token, "admin", (one): one is Admin => one.role === "admin");
class CurrentUser extends SecurityProvider<User> {
  provide(@Security(token) one: User): User {
    return one;
  }
}
const secure = fakeSecurity({ container: ownContainer() });

/** What a guard over a provider is read back by. */
type Read<P extends AnyProvider> = ReturnType<typeof secure.guard<P>>["of"];

test("guard: middleware that can be read back, typed", () => {
  expectTypeOf(secure.guard(admin)).toEqualTypeOf<Guard<Admin, Call, Handler>>();
  const any = optional(anyOf(token, key));
  const both = allOf({ token, key });
  expectTypeOf<Read<typeof admin>>().toEqualTypeOf<(subject: Call) => Admin>();
  expectTypeOf<Read<typeof CurrentUser>>().returns.toEqualTypeOf<User>();
  expectTypeOf<Read<typeof any>>().returns.toEqualTypeOf<User | { key: string } | null>();
  expectTypeOf<Read<typeof both>>().returns.toEqualTypeOf<{ readonly token: User; readonly key: { key: string } }>();
  expectTypeOf(secure.guard(admin)).toExtend<Handler>();
  const declare = () => {
    secure.guard(admin, "read");
    // @ts-expect-error not declared
    secure.guard(admin, "raed");
    // @ts-expect-error a service guards nothing
    secure.guard(Items);
    // @ts-expect-error read back by the request, not by its text
    secure.guard(admin).of("call");
  };
  expectTypeOf(declare).toBeFunction();
});

test("override: by what yields the same, or more", () => {
  const user = (one: User) => provider({}, () => one);
  expectTypeOf<ProviderOf<User>>().toExtend<Parameters<typeof secure.override<typeof token>>[1]>();
  const declare = () => {
    secure.override(token, user({ id: "x", role: "" }));
    secure.override(token, CurrentUser);
    secure.override(CurrentUser, token);
    secure.override(token, admin);
    secure.override(
      optional(token),
      provider({}, () => granted(null)),
    );
    // @ts-expect-error a user is not an admin
    secure.override(admin, user({ id: "x", role: "admin" }));
    // @ts-expect-error a key is not a user
    secure.override(token, key);
    // @ts-expect-error nobody is not a user
    secure.override(token, optional(token));
    // @ts-expect-error a value is not a provider
    secure.override(token, { id: "x", role: "" });
    // @ts-expect-error a service is not a provider
    secure.override(Items, Items);
  };
  expectTypeOf(declare).toBeFunction();
  expectTypeOf<ReturnType<typeof secure.override>>().toExtend<Disposable>();
});

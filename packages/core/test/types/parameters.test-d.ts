import { describe, expectTypeOf, test } from "vitest";
import {
  allOf,
  anyOf,
  apiKeyHeader,
  bearer,
  Dependency,
  narrow,
  optional,
  REQUEST,
  scoped,
  Security,
  securityParam,
  SecurityProvider,
  token as tokenOf,
  type Context,
  type RequestView,
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
class Users {
  readonly all: readonly User[] = [];
}
interface Clock {
  now(): number;
}
const CLOCK = tokenOf<Clock>("Clock");
const token = bearer({ scopes: ["read", "write"], verify: (id): User => ({ id, role: "member" }) });
const key = apiKeyHeader({ name: "x-key", verify: (text): Machine => ({ key: text }) });
const admin = narrow(token, "admin", (one): one is Admin => one.role === "admin");
const maybe = optional(token);
const caller = anyOf(token, key);
const both = allOf({ user: token, key });
class CurrentUser extends SecurityProvider<User> {
  provide(@Security(token) one: User, context: Context): User {
    expectTypeOf(context.request).toEqualTypeOf<RequestView>();
    return one;
  }
}
const CurrentAdmin = securityParam(admin);

describe("a parameter that can hold what the provider yields compiles", () => {
  test("exactly, or wider", () => {
    class Controller {
      exact(@Security(token) _me: User): void {}
      byClass(@Security(CurrentUser) _me: User): void {}
      wider(@Security(admin) _me: User): void {}
      part(@Security(admin) _me: { readonly id: string }): void {}
      unknown(@Security(admin) _me: unknown): void {}
      optional(@Security(maybe) _me: User | null): void {}
      optionalWider(@Security(maybe) _me: User | null | undefined): void {}
      requiredIntoOptional(@Security(token) _me: User | null): void {}
      omissible(@Security(token) _me?: User): void {}
      defaulted(@Security(token) _me: User = { id: "", role: "" }): void {}
      union(@Security(caller) _me: User | Machine): void {}
      every(@Security(both) { user, key }: { user: User; key: Machine }): void {
        expectTypeOf([user, key]).toEqualTypeOf<(User | Machine)[]>();
      }
      scopes(@Security(scoped(token, "read"), "write") _me: User): void {}
      classScopes(@Security(CurrentUser, "anything") _me: User): void {}
      own(@CurrentAdmin() _me: Admin): void {}
      ownScopes(@CurrentAdmin("read") _me: User): void {}
      services(@Dependency(Users) _me: Users, @Dependency(CLOCK) _clock: Clock, @Dependency(REQUEST) _request: RequestView): void {}
      mixed(_first: string, @Security(token) _me: User, _last: number, @Dependency(Users) _users: Users): void {}
      rest(@Security(token) _me: User, ..._rest: unknown[]): void {}
      async late(@Security(token) _me: User): Promise<void> {}
    }
    expectTypeOf<Controller["exact"]>().parameters.toEqualTypeOf<[User]>();
  });

  test("in generic classes, for what does not depend on their parameter", () => {
    class Crud<T> {
      list(@Security(token) me: User, _filter?: T): User {
        return me;
      }
    }
    class Items extends Crud<string> {
      override list(@Security(admin) me: User): User {
        return me;
      }
    }
    expectTypeOf<Items["list"]>().returns.toEqualTypeOf<User>();
  });

  test("in subclasses, on symbols, and through Parameters that a method shares with others", () => {
    const name = Symbol("name");
    type Show = (me: User) => string;
    class Named implements Record<typeof name, Show> {
      [name](@Security(token) me: User): string {
        return me.id;
      }
    }
    expectTypeOf<Named[typeof name]>().toEqualTypeOf<Show>();
  });
});

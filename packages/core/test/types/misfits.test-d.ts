import { describe, expectTypeOf, test } from "vitest";
import {
  allOf,
  anyOf,
  apiKeyHeader,
  bearer,
  Dependency,
  narrow,
  optional,
  provider,
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
const returned = provider({ token }, ({ token }) => (token.id === "" ? new Error("nobody") : token));
const both = allOf({ user: token, key });
class CurrentUser extends SecurityProvider<User> {
  provide(@Security(token) one: User, context: Context): User {
    expectTypeOf(context.request).toEqualTypeOf<RequestView>();
    return one;
  }
}
const CurrentAdmin = securityParam(admin);

describe("a parameter that cannot does not compile", () => {
  test("an optional user in a required parameter", () => {
    class Controller {
      // @ts-expect-error nobody may be there
      show(@Security(maybe) _me: User): void {}
      // @ts-expect-error null is not undefined
      omissible(@Security(maybe) _me?: User): void {}
    }
    expectTypeOf(Controller).toBeConstructibleWith();
  });

  test("G13 another type, a narrower one, one of several, or an error", () => {
    class Controller {
      // @ts-expect-error a user is not a text
      text(@Security(token) _me: string): void {}
      // @ts-expect-error a user is not an admin
      narrower(@Security(token) _me: Admin): void {}
      // @ts-expect-error a class's user is not an admin
      byClass(@Security(CurrentUser) _me: Admin): void {}
      // @ts-expect-error it may be a machine
      union(@Security(caller) _me: User): void {}
      // @ts-expect-error it may be an error
      error(@Security(returned) _me: User): void {}
      // @ts-expect-error a key is missing
      every(@Security(both) _me: { user: User; machine: Machine }): void {}
      // @ts-expect-error an application's own decorator is as strict
      own(@CurrentAdmin() _me: Machine): void {}
      // @ts-expect-error the second parameter is the one that is looked at
      second(_first: User, @Security(token) _me: Machine): void {}
      // @ts-expect-error nothing fits
      never(@Security(token) _me: never): void {}
    }
    expectTypeOf(Controller).toBeConstructibleWith();
  });

  test("a service of another class, or another token's", () => {
    class Controller {
      // @ts-expect-error users are not a clock
      users(@Dependency(Users) _me: Clock): void {}
      // @ts-expect-error a clock is not the request
      clock(@Dependency(CLOCK) _me: RequestView): void {}
    }
    expectTypeOf(Controller).toBeConstructibleWith();
  });

  test("scopes that nobody declares", () => {
    class Controller {
      // @ts-expect-error not declared
      raed(@Security(token, "raed") _me: User): void {}
      // @ts-expect-error not declared below
      derived(@Security(provider({ admin }, ({ admin }) => admin), "delete") _me: User): void {}
      // @ts-expect-error not declared by what the decorator is made of
      own(@CurrentAdmin("delete") _me: User): void {}
    }
    expectTypeOf(Controller).toBeConstructibleWith();
  });

  test("places that are not parameters of a method", () => {
    class Controller {
      // @ts-expect-error identity belongs to a request, not to an object
      constructor(@Security(token) readonly me: User) {}
      // @ts-expect-error not a method's decorator
      @Security(token)
      show(): void {}
    }
    expectTypeOf(Controller).toBeConstructibleWith({ id: "", role: "" });
  });
});

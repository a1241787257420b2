import { describe, expectTypeOf, test } from "vitest";
import type { MethodName, RouteReport } from "../../src/adapter.js";
import {
  anyOf,
  apiKeyHeader,
  bearer,
  narrow,
  Open,
  optional,
  REQUEST,
  Security,
  SecurityProvider,
  token as tokenOf,
  type RequestView,
} from "../../src/index.js";
import { FakeApp, fakeSecurity, ownContainer, type Call, type Handler, type Next } from "../adapt/fake-framework.js";

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
class Controller {
  readonly title: string = "items";
  constructor(private readonly items: Items) {}
  list(@Security(token) me: User): readonly string[] {
    return this.items.of(me);
  }
  @Open()
  health(): string {
    return this.own();
  }
  private own(): string {
    return "ok";
  }
}
const CONTROLLER = tokenOf<Controller>("Controller");
const secure = fakeSecurity({ container: ownContainer() });

describe("class style", () => {
  test("takes the names of public methods, of a class or a token, and nothing else", () => {
    expectTypeOf<MethodName<Controller>>().toEqualTypeOf<"list" | "health">();
    const declare = () => {
      expectTypeOf(secure(Controller, "list")).toEqualTypeOf<Handler>();
      expectTypeOf(secure(CONTROLLER, "health")).toEqualTypeOf<Handler>();
      // @ts-expect-error no such method
      secure(Controller, "lst");
      // @ts-expect-error not a method
      secure(Controller, "title");
      // @ts-expect-error private
      secure(Controller, "own");
      // @ts-expect-error a token's controller has no such method either
      secure(CONTROLLER, "lst");
      // @ts-expect-error a text is not a class
      secure("Controller", "list");
    };
    expectTypeOf(declare).toBeFunction();
  });
});

describe("function style", () => {
  test("hands over what was needed by name, then the framework's own arguments", () => {
    const needs = { me: CurrentUser, admin, maybe: optional(token), any: anyOf(token, key), items: Items, request: REQUEST };
    secure(needs, (values, ...given) => {
      expectTypeOf(values).toEqualTypeOf<{
        readonly me: User;
        readonly admin: Admin;
        readonly maybe: User | null;
        readonly any: User | { key: string };
        readonly items: Items;
        readonly request: RequestView;
      }>();
      expectTypeOf(given).toEqualTypeOf<[call: Call, next: Next]>();
    });
  });

  test("a need that is missing, or used as what it is not, does not compile", () => {
    const declare = () => {
      // @ts-expect-error items were not asked for
      secure({ me: token }, ({ me, items }) => items.of(me));
      // @ts-expect-error nobody may be there
      secure({ me: optional(token), items: Items }, ({ me, items }) => items.of(me));
      // @ts-expect-error a user is not an admin
      secure({ me: token }, ({ me }): Admin => me);
      // @ts-expect-error it may be a key
      secure({ me: anyOf(token, key) }, ({ me }) => me.role);
      // @ts-expect-error the framework hands over a call, not a text
      secure({ me: token }, (_, call: string) => call);
      // @ts-expect-error one argument more than the framework has
      secure({ me: token }, (_, call, next, more) => [call, next, more]);
      // @ts-expect-error a text is no need
      secure({ me: "token" }, () => null);
    };
    expectTypeOf(declare).toBeFunction();
  });
});

test("open takes services only, and the framework's arguments", () => {
  const declare = () => {
    secure.open((call, next) => expectTypeOf([call, next]).toEqualTypeOf<(Call | Next)[]>());
    secure.open({ items: Items }, ({ items }, call) => {
      expectTypeOf(items).toEqualTypeOf<Items>();
      expectTypeOf(call).toEqualTypeOf<Call>();
    });
    // @ts-expect-error an open handler asks for nobody
    secure.open({ me: token }, ({ me }) => me);
  };
  expectTypeOf(declare).toBeFunction();
});

test("seal gives the application back as what it is; report gives rows", () => {
  class LargerApp extends FakeApp {
    readonly larger = true;
  }
  expectTypeOf(secure.seal(new LargerApp())).toEqualTypeOf<LargerApp>();
  expectTypeOf(secure.report(new FakeApp())).toEqualTypeOf<RouteReport[]>();
});

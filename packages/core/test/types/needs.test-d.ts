import { describe, expectTypeOf, test } from "vitest";
import {
  absent,
  anyOf,
  apiKeyHeader,
  bearer,
  granted,
  map,
  optional,
  provider,
  rejected,
  REQUEST,
  SecurityProvider,
  token as tokenOf,
  type Granted,
  type Outcome,
  type Provided,
  type ProviderClass,
  type ProviderValue,
  type RequestView,
  type Scopes,
  type Values,
  type Yielded,
} from "../../src/index.js";

interface User {
  readonly id: string;
}
interface Clock {
  now(): number;
}
class Users {
  find(id: string): Promise<User | undefined> {
    return Promise.resolve({ id });
  }
}
abstract class Mailer {
  abstract send(to: string): void;
}
class Box<T> {
  constructor(readonly content: T) {}
}
class CurrentUser extends SecurityProvider<User> {
  constructor(private readonly users: Users) {
    super();
  }
  async provide(): Promise<User | undefined> {
    return this.users.find("x");
  }
}
class Configurable extends SecurityProvider<User | null> {
  constructor(
    readonly name: string,
    readonly level: 1 | 2,
  ) {
    super();
  }
  provide() {
    return granted(null);
  }
}
const CLOCK = tokenOf<Clock>("Clock");
const token = bearer({ scopes: ["read", "write"], verify: (sub) => ({ sub, scopes: ["read"] }) });
type Claims = { sub: string; scopes: string[] };

test("Provided says what a provider, a class or a token gives", () => {
  expectTypeOf<Provided<typeof token>>().toEqualTypeOf<Claims>();
  expectTypeOf<Provided<typeof CurrentUser>>().toEqualTypeOf<User>();
  expectTypeOf<Provided<typeof Configurable>>().toEqualTypeOf<User | null>();
  expectTypeOf<Provided<ProviderClass<User>>>().toEqualTypeOf<User>();
  expectTypeOf<Provided<typeof Users>>().toEqualTypeOf<Users>();
  expectTypeOf<Provided<typeof Mailer>>().toEqualTypeOf<Mailer>();
  expectTypeOf<Provided<typeof Box<string>>>().toEqualTypeOf<Box<string>>();
  expectTypeOf<Provided<typeof Box>>().toEqualTypeOf<Box<unknown>>();
  expectTypeOf<Provided<typeof CLOCK>>().toEqualTypeOf<Clock>();
  expectTypeOf<Provided<typeof REQUEST>>().toEqualTypeOf<RequestView>();
  expectTypeOf<Provided<typeof token | typeof CurrentUser>>().toEqualTypeOf<Claims | User>();
  expectTypeOf<Provided<"token">>().toBeNever();
});

test("Values gives every need under its name, read-only", () => {
  interface Expected {
    readonly me: User;
    readonly claims: Claims;
    readonly users: Users;
    readonly clock: Clock;
    readonly request: RequestView;
    readonly maybe: User | null;
  }
  const needs = { me: CurrentUser, claims: token, users: Users, clock: CLOCK, request: REQUEST, maybe: optional(CurrentUser) };
  expectTypeOf<Values<typeof needs>>().toEqualTypeOf<Expected>();
  provider(needs, (values) => expectTypeOf(values).toEqualTypeOf<Expected>());
  // @ts-expect-error what was granted is not to be replaced
  provider(needs, (values) => (values.me = { id: "other" }));
});

test("Yielded takes outcomes and nothing away, and keeps what may be granted", () => {
  expectTypeOf<Yielded<User | undefined | null | false>>().toEqualTypeOf<User>();
  expectTypeOf<Yielded<Outcome<User>>>().toEqualTypeOf<User>();
  expectTypeOf<Yielded<User | Granted<null> | typeof absent>>().toEqualTypeOf<User | null>();
  expectTypeOf<Yielded<Granted<false> | undefined>>().toEqualTypeOf<false>();
  expectTypeOf<Yielded<boolean>>().toEqualTypeOf<true>();
  expectTypeOf<Yielded<0 | "">>().toEqualTypeOf<0 | "">();
  expectTypeOf<Yielded<undefined | null | false>>().toBeNever();
});

describe("a function's result becomes the provider's type", () => {
  test("plain, late, and among outcomes", () => {
    expectTypeOf(provider({}, () => ({ id: "x" }) as User)).toEqualTypeOf<ProviderValue<User>>();
    expectTypeOf(provider({}, async (): Promise<User | undefined> => undefined)).toEqualTypeOf<ProviderValue<User>>();
    expectTypeOf(provider({ users: Users }, async ({ users }) => (await users.find("x")) ?? rejected("unknown"))).toEqualTypeOf<
      ProviderValue<User>
    >();
    expectTypeOf(provider({}, () => (Math.random() > 1 ? absent : (7 as const)))).toEqualTypeOf<ProviderValue<7>>();
    expectTypeOf(provider({}, () => granted(null))).toEqualTypeOf<ProviderValue<null>>();
    expectTypeOf(provider({}, () => rejected("always"))).toEqualTypeOf<ProviderValue<never>>();
    expectTypeOf(map(CurrentUser, async ({ id }) => id)).toEqualTypeOf<ProviderValue<string, string>>();
  });

  test("the same for verifiers", () => {
    expectTypeOf(bearer(async (text) => (text === "" ? rejected("empty") : { text }))).toEqualTypeOf<ProviderValue<{ text: string }>>();
    expectTypeOf(apiKeyHeader({ name: "x", verify: (): User | false => false })).toEqualTypeOf<ProviderValue<User>>();
  });
});

test("Scopes are those of the schemes below; any name for a class", () => {
  const key = apiKeyHeader({ name: "x", scopes: ["admin"], verify: (text) => ({ text, scope: "admin" }) });
  expectTypeOf<Scopes<typeof token>>().toEqualTypeOf<"read" | "write">();
  expectTypeOf<Scopes<typeof CurrentUser>>().toEqualTypeOf<string>();
  expectTypeOf<Scopes<typeof Users>>().toBeNever();
  expectTypeOf(provider({ token, users: Users, clock: CLOCK }, () => 1)).toEqualTypeOf<ProviderValue<number, "read" | "write">>();
  expectTypeOf(anyOf(token, key)).toEqualTypeOf<ProviderValue<Claims | { text: string; scope: string }, "read" | "write" | "admin">>();
  expectTypeOf(bearer((sub) => ({ sub }))).toEqualTypeOf<ProviderValue<{ sub: string }>>();
});

test("a class may be asked for only if it provides what it says", () => {
  class Wrong extends SecurityProvider<User> {
    // @ts-expect-error a name is not a user
    provide(): string {
      return "x";
    }
  }
  class Narrower extends SecurityProvider<User> {
    provide(): User & { role: "admin" } {
      return { id: "x", role: "admin" };
    }
  }
  expectTypeOf<Provided<typeof Narrower>>().toEqualTypeOf<User>();
  expectTypeOf(Wrong).toBeConstructibleWith();
  // @ts-expect-error an admin provider is a user provider; the other way round it is not
  const admins: ProviderValue<User & { role: "admin" }> = provider({}, () => ({ id: "x" }) as User);
  const users: ProviderValue<User> = provider({}, () => ({ id: "x", role: "admin" as const }));
  expectTypeOf([admins, users]).toBeArray();
});

test("needs are providers and tokens, nothing else", () => {
  // @ts-expect-error a text is neither
  provider({ name: "users" }, () => 1);
  // @ts-expect-error an instance is neither
  provider({ users: new Users() }, () => 1);
  // @ts-expect-error a plain function is neither
  provider({ users: () => new Users() }, () => 1);
});

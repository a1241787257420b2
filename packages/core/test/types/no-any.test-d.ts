import { expectTypeOf, test } from "vitest";
import {
  allOf,
  anyOf,
  apiKeyCookie,
  apiKeyHeader,
  basic,
  bearer,
  Dependency,
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
  token as tokenOf,
  type ProviderValue,
} from "../../src/index.js";
import { fakeSecurity, ownContainer } from "../adapt/fake-framework.js";

type IsAny<T> = 0 extends 1 & T ? true : false;
/** `true` among others where there is an `any` in a type, or in its properties, parameters and results, this deep. */
type AnyIn<T, Depth extends 1[] = [1, 1, 1, 1]> =
  IsAny<T> extends true
    ? true
    : T extends AbortSignal // the platform's own has one
      ? false
      : Depth extends [1, ...infer Less extends 1[]]
        ? T extends (...parameters: infer A) => infer R
          ? AnyIn<A, Less> | AnyIn<R, Less>
          : T extends object
            ? { [K in keyof T]-?: AnyIn<T[K], Less> }[keyof T]
            : false
        : false;
type HasAny<T> = true extends AnyIn<T> ? true : false;
/** Takes only what has no `any` in it. */
declare function clean<T>(value: T, ...reason: true extends HasAny<T> ? [reason: "there is an any in it"] : []): void;

interface User {
  readonly id: string;
  readonly role: string;
}
interface Admin extends User {
  readonly role: "admin";
}
class Items {
  readonly kind = "items";
}
const CLOCK = tokenOf<{ now(): number }>("Clock");
const token = bearer({ scopes: ["read"], verify: async (id): Promise<User> => ({ id, role: "member" }) });
const key = apiKeyHeader({ name: "x-key", verify: (text) => ({ key: text }) });
const user = provider({ token, items: Items }, ({ token }) => token);
const admin = narrow(user, "admin", (one): one is Admin => one.role === "admin");
class CurrentUser extends SecurityProvider<User> {
  provide(@Security(token) one: User): User {
    return one;
  }
}

test("the test sees an any", () => {
  expectTypeOf<HasAny<ReturnType<typeof JSON.parse>>>().toEqualTypeOf<true>();
  expectTypeOf<HasAny<ProviderValue<{ readonly deep: ReturnType<typeof JSON.parse> }>>>().toEqualTypeOf<true>();
  expectTypeOf<HasAny<(value: ReturnType<typeof JSON.parse>) => void>>().toEqualTypeOf<true>();
  expectTypeOf<HasAny<ProviderValue<User, "read">>>().toEqualTypeOf<false>();
  // @ts-expect-error there is one
  clean(JSON.parse("1"));
});

test("no any in what combinations give", () => {
  const active = policy("active", (one: User) => one.id !== "");
  clean(provider({ token, items: Items, clock: CLOCK }, ({ clock }) => clock.now()));
  clean(optional(CurrentUser));
  clean(map(CurrentUser, ({ id }) => id));
  clean(require(user, active));
  clean(active);
  clean(admin);
  clean(scoped(admin, "read"));
  clean(anyOf(user, key, CurrentUser));
  clean(allOf({ user, key, me: CurrentUser }));
  clean(optional(anyOf(allOf({ user, key }), admin)));
});

test("no any in what schemes give, nor in what they are told", () => {
  clean(token);
  clean(apiKeyCookie({ name: "x", verify: (text, context) => (clean(text), clean(context.request), { text }) }));
  clean(
    basic({
      verify: (credentials, { resolve, signal }) => (
        clean(credentials),
        clean(resolve(Items)),
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>(),
        credentials
      ),
    }),
  );
  clean(oauth2PasswordBearer({ tokenUrl: "/token", verify: (text, { resolve }) => (clean(resolve(CLOCK)), { text }) }));
  const own = scheme({
    schemeName: "Own",
    openapi: {},
    challenge: (reason) => (clean(reason), { scheme: "Own", parameters: { realm: reason.realm } }),
    read: (request) => (clean(request), { credential: 7 }),
    verify: (credential) => (clean(credential), credential.credential),
  });
  expectTypeOf(own).toEqualTypeOf<ProviderValue<number>>();
});

test("no any in what functions and policies receive", () => {
  provider(
    { user, maybe: optional(token), items: Items, clock: CLOCK, me: CurrentUser },
    (values, context) => (clean(values), clean(context), 1),
  );
  map(anyOf(user, key), (value, context) => (clean(value), clean(context), 1));
  narrow(optional(user), "known", (one): one is User => (clean(one), one !== null));
  require(user, policy(
    "known",
    (one: User, resource, context) => (clean(one), expectTypeOf(resource).toEqualTypeOf<undefined>(), clean(context), true),
  ));
});

test("no any in decorators", () => {
  clean(Security(token, "read"));
  clean(securityParam(admin));
  clean(securityParam(CurrentUser)("any"));
  clean(Dependency(Items));
  clean(Dependency(CLOCK));
});

test("no any in what secure gives and hands over", () => {
  const secure = fakeSecurity({ container: ownContainer() });
  const declare = () => {
    clean(secure({ user, items: Items, me: CurrentUser, clock: CLOCK }, (values, call, next) => (clean(values), clean(call), clean(next))));
    clean(secure.open({ items: Items }, (values, call) => (clean(values), clean(call))));
    const guards = [secure.guard(anyOf(admin, key)), secure.guard(CurrentUser)] as const;
    expectTypeOf<HasAny<(typeof guards)[0]["of"] | (typeof guards)[1]["of"]>>().toEqualTypeOf<false>();
    expectTypeOf<HasAny<typeof secure.override<typeof admin>>>().toEqualTypeOf<false>();
  };
  expectTypeOf(declare).toBeFunction();
});

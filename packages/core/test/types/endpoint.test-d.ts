import { expectTypeOf, test } from "vitest";
import { bearer, endpoint, REQUEST, type Endpoint, type RequestView } from "../../src/index.js";
import type { Secure } from "../../src/adapter.js";

const token = bearer((text) => ({ sub: text }));

test("an endpoint's function receives what it needs, typed", () => {
  const made = endpoint("GET", { token, request: REQUEST }, (needs) => {
    expectTypeOf(needs.token).toEqualTypeOf<{ sub: string }>();
    expectTypeOf(needs.request).toEqualTypeOf<RequestView>();
  });
  expectTypeOf(made).toEqualTypeOf<Endpoint>();
});

test("a method that is none, and a need that is not asked for, do not compile", () => {
  // @ts-expect-error -- methods are written in capitals
  endpoint("get", {}, () => undefined);
  // @ts-expect-error -- nothing of that name is needed
  endpoint("GET", { token }, ({ other }) => other);
});

test("only an endpoint is mounted without a function", () => {
  const mount = (secure: Secure<object, [], object>) => {
    expectTypeOf(secure(endpoint("GET", { token }, ({ token }) => token))).toEqualTypeOf<object>();
    // @ts-expect-error -- needs alone answer nothing
    secure({ token });
  };
  expectTypeOf(mount).toBeFunction();
});

import { expectTypeOf, test } from "vitest";
import { allowPlainHttp, cookie, type Cookie } from "../../src/index.js";

test("a cookie has a prefix, and what the prefix promises", () => {
  expectTypeOf(cookie({ name: "__Host-a", path: "/" })).toEqualTypeOf<Cookie>();
  expectTypeOf(cookie({ name: "__Secure-a", path: "/auth", domain: "app.test" })).toEqualTypeOf<Cookie>();
  expectTypeOf(cookie({ name: "a", path: "/auth", [allowPlainHttp]: true })).toEqualTypeOf<Cookie>();
  // @ts-expect-error no prefix
  cookie({ name: "session" });
  // @ts-expect-error the path of __Host- is /
  cookie({ name: "__Host-a", path: "/auth" });
  // @ts-expect-error __Host- is for one host
  cookie({ name: "__Host-a", domain: "app.test" });
  // @ts-expect-error every site is said by a symbol
  cookie({ name: "__Host-a", sameSite: "None" });
  // @ts-expect-error I5 an option that nothing knows
  cookie({ name: "__Host-a", secure: false });
});

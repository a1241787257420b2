import { expectTypeOf, test } from "vitest";
import { allowCrossSite, apiKeyCookie, apiKeyHeader, csrfToken, sameOrigin, type Provided, type ProviderValue } from "../../src/index.js";

const verify = () => ({ id: 1 });
const csrf = csrfToken({ key: new Uint8Array(32) });

test("a cookie's scheme knows whose pages may send it", () => {
  expectTypeOf(apiKeyCookie({ name: "a", origins: ["https://app.test"], csrf, verify })).toEqualTypeOf<ProviderValue<{ id: number }>>();
  expectTypeOf(apiKeyCookie({ name: "a", [allowCrossSite]: true, verify })).toEqualTypeOf<ProviderValue<{ id: number }>>();
  // @ts-expect-error what weakens it is said by a symbol, and only as true
  apiKeyCookie({ name: "a", [allowCrossSite]: false, verify });
  // @ts-expect-error no word for it
  apiKeyCookie({ name: "a", allowCrossSite: true, verify });
  // @ts-expect-error origins are a list
  apiKeyCookie({ name: "a", origins: "https://app.test", verify });
  // @ts-expect-error nobody sends a header by itself
  apiKeyHeader({ name: "a", csrf, verify });
  expectTypeOf<Provided<ReturnType<typeof sameOrigin>>>().toEqualTypeOf<true>();
  // @ts-expect-error I5 an option that nothing knows
  sameOrigin({ sameSite: true });
  // @ts-expect-error text is no key
  csrfToken({ key: "secret" });
});

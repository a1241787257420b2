import { expectTypeOf, test } from "vitest";
import type { RequestView } from "../../src/index.js";
import { fakeSecurity, type Handler } from "../adapt/fake-framework.js";

const secure = fakeSecurity();

test("a policy that lets everybody in has no credentials", () => {
  expectTypeOf(secure.cors({ origins: "*" })).toEqualTypeOf<Handler>();
  expectTypeOf(secure.cors({ origins: ["https://app.test"], credentials: true, methods: ["PUT"], maxAge: 60 })).toEqualTypeOf<Handler>();
  secure.cors({
    credentials: true,
    async origins(origin, request) {
      expectTypeOf(origin).toEqualTypeOf<string>();
      expectTypeOf(request).toEqualTypeOf<RequestView>();
      return origin === "https://app.test";
    },
  });
  expectTypeOf(secure.cors({ origins: ["https://app.test"], methods: "routes" })).toEqualTypeOf<Handler>();
  // @ts-expect-error the word is another
  secure.cors({ origins: ["https://app.test"], methods: "all" });
  // @ts-expect-error I1 S-267 everybody, with credentials
  secure.cors({ origins: "*", credentials: true });
  // @ts-expect-error I2 nobody is named
  secure.cors({});
  // @ts-expect-error S-270 an expression
  secure.cors({ origins: [/app/] });
  // @ts-expect-error S-276 lists, not an asterisk
  secure.cors({ origins: ["https://app.test"], headers: "*" });
  // @ts-expect-error a function says yes or no
  secure.cors({ origins: (origin) => origin });
  // @ts-expect-error I5 the option of another library
  secure.cors({ origins: ["https://app.test"], allowedHeaders: [] });
});

import { describe, expect, test } from "vitest";
import type { CorsOptions } from "../../src/adapter.js";
import { ConfigurationError } from "../../src/index.js";
import { callWith, fakeSecurity } from "../adapt/fake-framework.js";

/** What somebody without types writes. */
const cors = (options: object) => fakeSecurity().cors(options as CorsOptions);
const origins = ["https://app.test"];

describe("a policy that does not start", () => {
  test.each<[string, object]>([
    ["I1 S-267 everybody, with credentials", { origins: "*", credentials: true }],
    ["I1 S-267 everybody among others", { origins: ["*"], credentials: true }],
    ["I1 S-267 a function that lets everybody in, with credentials", { origins: () => true, credentials: true }],
    ["I1 S-267 one that gives back what it is asked", { origins: (origin: string) => origin.length > 0, credentials: true }],
    ["S-267 everybody among others, without credentials", { origins: ["*"] }],
    ["S-267 credentials that are no yes or no", { origins, credentials: "true" }],
    ["I2 nothing", undefined as never],
    ["I2 no origins", {}],
    ["I2 an empty list", { origins: [] }],
    ["I2 an origin that is no list", { origins: "https://app.test" }],
    ["I2 true", { origins: true }],
    ["S-268 null", { origins: ["null"] }],
    ["S-269 a slash behind", { origins: ["https://app.test/"] }],
    ["S-269 capitals", { origins: ["https://App.test"] }],
    ["S-269 the usual port", { origins: ["https://app.test:443"] }],
    ["S-269 a path", { origins: ["https://app.test/app"] }],
    ["S-269 somebody before the host", { origins: ["https://user@app.test"] }],
    ["S-269 no scheme", { origins: ["app.test"] }],
    ["S-269 letters that browsers write otherwise", { origins: ["https://bücher.test"] }],
    ["S-270 an expression", { origins: [/https:\/\/.*app\.test/] }],
    ["S-270 an anchored expression", { origins: [/^https:\/\/a\.app\.test$/] }],
    ["S-270 an asterisk within a label", { origins: ["https://*app.test"] }],
    ["S-270 an asterisk for a whole domain", { origins: ["https://*.test"] }],
    ["S-270 an asterisk for every host", { origins: ["https://*"] }],
    ["S-270 an asterisk behind", { origins: ["https://app.*"] }],
    ["S-270 an asterisk between", { origins: ["https://a.*.app.test"] }],
    ["S-270 two of them", { origins: ["https://*.*.app.test"] }],
    ["S-270 an asterisk for the scheme", { origins: ["*://a.app.test"] }],
    ["S-270 an asterisk for the port", { origins: ["https://app.test:*"] }],
    ["S-270 an asterisk in an address", { origins: ["https://*.0.0.1"] }],
    ["I3 an asterisk and a path", { origins: ["https://*.app.test/"] }],
    ["credentials for who can be anybody on the way", { origins: ["http://app.test"], credentials: true }],
    ["and by an asterisk", { origins: ["http://*.app.test"], credentials: true }],
    ["S-276 * for methods", { origins, methods: ["*"] }],
    ["another word for methods", { origins, methods: "all" }],
    ["S-276 * for methods, as text", { origins, methods: "*" }],
    ["S-276 * for headers with credentials", { origins, headers: ["*"], credentials: true }],
    ["S-276 * for exposed headers with credentials", { origins, exposed: ["*"], credentials: true }],
    ["S-277 * for headers, which leaves out Authorization", { origins, headers: ["*", "Content-Type"] }],
    ["another word for headers", { origins, headers: "all" }],
    ["the word for exposed headers", { origins, exposed: "routes" }],
    ["* for headers, as text", { origins, headers: "*" }],
    ["a header that is none", { origins, headers: ["X A"] }],
    ["a header that ends the field", { origins, headers: ["X-A\r\nSet-Cookie: a"] }],
    ["an exposed header that is none", { origins, exposed: [""] }],
    ["a method in small letters, which no browser would use", { origins, methods: ["patch"] }],
    ["a method that is none", { origins, methods: ["GET, PUT"] }],
    ["a method that no page can use", { origins, methods: ["TRACE"] }],
    ["a time that is none", { origins, maxAge: -1 }],
    ["a time with a fraction", { origins, maxAge: 0.5 }],
    ["a time that browsers cut", { origins, maxAge: 86_401 }],
    ["a time as text", { origins, maxAge: "600" }],
    ["I5 the option of another library", { origin: "*" }],
    ["I5 an option that is written otherwise", { origins, allowedHeaders: ["X-A"] }],
    ["I5 private networks", { origins, privateNetworks: true }],
  ])("%s", (_, options) => {
    expect(() => cors(options)).toThrow(ConfigurationError);
    expect(() => cors(options)).toThrow(/^cors\(\) /);
  });

  test.each<[string, CorsOptions]>([
    ["everybody, without credentials", { origins: "*" }],
    ["a function that lets everybody in, without credentials", { origins: () => true }],
    ["a function that cannot tell yet", { origins: () => Promise.reject(new Error("not yet")), credentials: true }],
    [
      "a function that throws where there is no request",
      {
        origins: () => {
          throw new Error("not yet");
        },
        credentials: true,
      },
    ],
    ["unencrypted pages without credentials", { origins: ["http://app.test"] }],
    [
      "unencrypted pages of this machine",
      { origins: ["http://localhost:5173", "http://*.localhost:5173", "http://127.0.0.1:5173", "http://[::1]:5173"], credentials: true },
    ],
    ["applications in a shell of their own", { origins: ["capacitor://localhost", "tauri://localhost"], credentials: true }],
    ["every list empty", { origins, methods: [], headers: [], exposed: [], maxAge: 0 }],
  ])("but %s does", (_, options) => {
    expect(cors(options)).toBeTypeOf("function");
  });

  test("it names the mend", () => {
    expect(() => cors({ origins: "*", credentials: true })).toThrow("name the origins, or take credentials out");
    expect(() => cors({ origins, headers: ["*"] })).toThrow(
      "which leaves out Authorization, and with credentials stands for itself: name them",
    );
    expect(() => cors({ origin: "*" })).toThrow(
      "does not know the option origin; it knows origins, credentials, methods, headers, exposed, maxAge",
    );
    expect(() => cors({ origins: ["https://app.test/"] })).toThrow("not https://app.test/");
  });

  test("nobody changes it afterwards", async () => {
    const options = { origins: ["https://app.test"], exposed: ["X-A"], maxAge: 60 };
    const handler = fakeSecurity().cors(options);
    options.origins.push("https://evil.test");
    options.exposed.push("X-B\r\nX-C");
    for (const [origin, fields] of [
      ["https://evil.test", { vary: "Origin" }],
      ["https://app.test", { "access-control-allow-origin": "https://app.test", "access-control-expose-headers": "X-A", vary: "Origin" }],
    ] as const) {
      const call = callWith(`Origin: ${origin}`);
      await handler(call, () => (call.reply = { status: 200, headers: {}, body: "" }));
      expect(call.reply?.headers).toEqual(fields);
    }
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyOf, apiKeyHeader, basic, bearer, ConfigurationError, scheme, scoped } from "../../src/index.js";
import type { Challenge } from "../../src/contract/challenge.js";
import { formatChallenges, isQuotable } from "../../src/http/www-authenticate.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import { readChallenges } from "./read-challenges.js";

const token = bearer({ scopes: ["read", "write"], verify: (text) => (text === "good" ? { scopes: [] } : undefined) });
const account = basic({ verify: () => undefined });
const key = apiKeyHeader({ name: "x-key", verify: () => undefined });

/** Printable ASCII, heavy with what has to be escaped. */
const quotable = fc.string({
  unit: fc.oneof(fc.constantFrom('"', "\\", ",", " ", "="), fc.integer({ min: 0x20, max: 0x7e }).map(String.fromCharCode)),
});
const scopeName = fc.string({ unit: fc.constantFrom(...Array.from("!#'*,;=[]^{}~Az09:/")), minLength: 1, maxLength: 12 });
const challenge: fc.Arbitrary<Challenge> = fc.oneof(
  fc.record({ scheme: fc.constant("Bearer"), parameters: fc.record({ realm: quotable, error: fc.constant("invalid_token") }) }),
  fc.record({ scheme: fc.constant("Basic"), parameters: fc.record({ realm: quotable, charset: fc.constant("UTF-8") }) }),
  fc.record({ scheme: fc.constantFrom("APIKey", "Custom"), parameters: fc.record({ realm: quotable }) }),
);
const asRead = ({ scheme, parameters }: Challenge) => ({ scheme: scheme.toLowerCase(), parameters: { ...parameters } });

describe("what is written", () => {
  test.each<[string, Challenge[], string]>([
    ["S-001 a realm", [{ scheme: "Bearer", parameters: { realm: "api" } }], 'Bearer realm="api"'],
    ["S-021 a quote and a backslash", [{ scheme: "Bearer", parameters: { realm: 'a"b\\c' } }], 'Bearer realm="a\\"b\\\\c"'],
    ["S-021 an empty realm", [{ scheme: "Basic", parameters: { realm: "" } }], 'Basic realm=""'],
    [
      "S-023 several, in order, in one field",
      [
        { scheme: "Bearer", parameters: { realm: "a", error: "invalid_token" } },
        { scheme: "APIKey", parameters: { realm: "b, c" } },
      ],
      'Bearer realm="a", error="invalid_token", APIKey realm="b, c"',
    ],
    ["none", [], ""],
  ])("%s", (_, challenges, field) => {
    expect(formatChallenges(challenges)).toBe(field);
  });

  test("S-328 lists of challenges are read back as they were", async () => {
    const property = fc.asyncProperty(fc.array(challenge, { minLength: 1, maxLength: 4 }), async (challenges) => {
      expect(await readChallenges(formatChallenges(challenges))).toEqual(challenges.map(asRead));
    });
    await fc.assert(property, { numRuns: 1_000 });
  });

  test("S-023 S-328 a challenge without parameters is read back among others", async () => {
    const challenges = [
      { scheme: "Negotiate", parameters: {} },
      { scheme: "Basic", parameters: { realm: "api" } },
    ];
    expect(await readChallenges(formatChallenges(challenges))).toEqual(challenges.map(asRead));
  });
});

describe("what is answered", () => {
  test("S-328 any realm of security() and any scope are read back from a 403", async () => {
    const property = fc.asyncProperty(quotable, fc.uniqueArray(scopeName, { minLength: 1, maxLength: 4 }), async (realm, scopes) => {
      const held = bearer({ scopes, verify: () => ({ scopes: [] }) });
      const handler = fakeSecurity({ realm })({ me: scoped(held, ...scopes) }, () => "in");
      const { status, challenge = "" } = await ask(handler, "Authorization: Bearer good");
      const parameters = { realm, error: "insufficient_scope", scope: scopes.join(" ") };
      expect([status, await readChallenges(challenge)]).toEqual([403, [{ scheme: "bearer", parameters }]]);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test("S-001 S-023 S-031 one challenge per scheme, each with its realm and none with an error", async () => {
    const own = bearer(() => undefined, { realm: 'the "inner", one' });
    const handler = fakeSecurity({ realm: "outer\\" })({ me: anyOf(own, account, key) }, () => "in");
    const { status, challenge = "" } = await ask(handler);
    expect(status).toBe(401);
    expect(await readChallenges(challenge)).toEqual([
      { scheme: "bearer", parameters: { realm: 'the "inner", one' } },
      { scheme: "basic", parameters: { realm: "outer\\", charset: "UTF-8" } },
      { scheme: "apikey", parameters: { realm: "outer\\" } },
    ]);
  });

  test.each([
    ["S-018 a bad token", ["Authorization: Bearer bad"], 401, "invalid_token"],
    ["S-018 a malformed token", ["Authorization: Bearer b@d"], 401, "invalid_token"],
    ["S-010 two tokens", ["Authorization: Bearer good", "Authorization: Bearer good"], 400, "invalid_request"],
    ["S-019 a missing scope", ["Authorization: Bearer good"], 403, "insufficient_scope"],
  ] as const)("S-020 %s: each attribute once, in characters that may be sent", async (_, lines, status, error) => {
    const answer = await ask(
      fakeSecurity()({ me: scoped(token, "read", "write") }, () => "in"),
      ...lines,
    );
    const scope = status === 403 ? { scope: "read write" } : {};
    expect(answer.status).toBe(status);
    expect(await readChallenges(answer.challenge ?? "")).toEqual([{ scheme: "bearer", parameters: { realm: "api", error, ...scope } }]);
    for (const [, text = ""] of (answer.challenge ?? "").matchAll(/"([^"]*)"/g)) expect(text).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
    for (const name of ["realm=", "error=", "scope="]) expect(answer.challenge?.split(name).length).toBeLessThanOrEqual(2);
  });
});

describe("S-021 a realm that cannot be sent does not start", () => {
  const makers = {
    bearer: (realm: string) => bearer(() => undefined, { realm }),
    basic: (realm: string) => basic({ verify: () => undefined, realm }),
    apiKeyHeader: (realm: string) => apiKeyHeader({ name: "x-key", verify: () => undefined, realm }),
    scheme: (realm: string) =>
      scheme({
        schemeName: "X",
        openapi: {},
        challenge: (reason) => ({ scheme: "X", parameters: { ...reason } }),
        read: () => "",
        verify: () => 1,
        realm,
      }),
    "security()": (realm: string) => fakeSecurity({ realm }),
  };
  const bad = ["a\rb", "a\nb", "a\r\nSet-Cookie: x=1", "a\0b", "a\tb", "a\x7fb", "é", "a\u2028", "\u{1f600}", "a\n", "\ud800"];

  test.each(Object.entries(makers))("%s", (_, make) => {
    for (const realm of bad) expect(() => make(realm), JSON.stringify(realm)).toThrow(ConfigurationError);
    for (const realm of ["", " ", 'a"b', "a\\", "~!"]) expect(() => make(realm)).not.toThrow();
  });

  test("isQuotable agrees with a look at each character", () => {
    for (let code = 0; code < 0x10000; code += 1) {
      expect(isQuotable(String.fromCharCode(code)), String(code)).toBe(code >= 0x20 && code <= 0x7e);
    }
  });
});

test.each(["", " ", "a b", 'a"b', "a\\b", "a\tb", "a\nb", "a\n", "a\0", "\x7f", "é", "\ud83d\ude00"])(
  "S-022 the scope name %j does not start",
  (name) => {
    expect(() => bearer({ scopes: [name], verify: () => undefined })).toThrow(ConfigurationError);
    expect(() => bearer({ scopes: ["fine", name], verify: () => undefined })).toThrow(JSON.stringify(name));
  },
);

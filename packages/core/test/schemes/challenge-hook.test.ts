import { describe, expect, test, vi } from "vitest";
import {
  absent,
  anyOf,
  basic,
  bearer,
  httpBase,
  scheme,
  scoped,
  type Challenge,
  type ChallengeReason,
  type SecurityEvent,
} from "../../src/index.js";
import { fakeSecurity, refusalOf } from "../adapt/fake-framework.js";
import { answer, makers, verify } from "./every-scheme.js";

describe("another challenge", () => {
  test.each(Object.entries(makers))("of %s, made of its own", async (_, make) => {
    const more = (_: unknown, own: Challenge) => ({ scheme: own.scheme, parameters: { ...own.parameters, resource_metadata: "/m" } });
    const plain = await answer(fakeSecurity()({ it: make({}) }, () => "in"));
    const { challenge } = await answer(fakeSecurity()({ it: make({ challenge: more }) }, () => "in"));
    expect(challenge).toBe(`${plain.challenge}, resource_metadata="/m"`);
  });

  test("is told the reason", async () => {
    const hook = vi.fn<(reason: object, own: Challenge) => Challenge>((_, own) => own);
    const token = bearer({ scopes: ["read"], verify: () => ({ scopes: [] }) }, { realm: "inner", challenge: hook });
    const handler = fakeSecurity()({ it: scoped(token, "read") }, () => "in");
    const good = "Authorization: Bearer a";
    for (const lines of [[], ["Authorization: Bearer"], [good, good], [good]]) await answer(handler, ...lines);
    expect(hook.mock.calls.map(([reason]) => reason)).toEqual([
      { realm: "inner" },
      { realm: "inner", error: "invalid_token" },
      { realm: "inner", error: "invalid_request" },
      { realm: "inner", error: "insufficient_scope", scope: "read" },
    ]);
  });

  test("may have no parameters, and changes only its own", async () => {
    const negotiate = httpBase({ scheme: "Negotiate", verify, challenge: (_, { scheme }) => ({ scheme, parameters: {} }) });
    const { challenge } = await answer(fakeSecurity()({ it: anyOf(negotiate, basic({ verify })) }, () => "in"));
    expect(challenge).toBe('Negotiate, Basic realm="api", charset="UTF-8"');
  });
});

const wrong: Readonly<Record<string, (reason: object, own: Challenge) => unknown>> = {
  "a throw": () => {
    throw new Error("no");
  },
  "a throw after it changed what it was given": (reason, own) => {
    Object.assign(own.parameters, { realm: "changed" });
    Object.assign(reason, { realm: "changed" });
  },
  nothing: () => undefined,
  "a promise": (_, own) => Promise.resolve(own),
  "a promise that fails": () => Promise.reject(new Error("late")),
  "a scheme with a space": (_, { parameters }) => ({ scheme: "a b", parameters }),
  "an empty scheme": (_, { parameters }) => ({ scheme: "", parameters }),
  "no scheme": (_, { parameters }) => ({ parameters }),
  "a line break in a value": (_, { scheme }) => ({ scheme, parameters: { realm: "a\r\nSet-Cookie: x=1" } }),
  "a value that is no text": (_, { scheme }) => ({ scheme, parameters: { realm: 7 } }),
  "a name that is no token": (_, { scheme }) => ({ scheme, parameters: { "a b": "c" } }),
  "a name twice, in two cases": (_, { scheme }) => ({ scheme, parameters: { realm: "a", Realm: "b" } }),
};

describe("a challenge that cannot be sent leaves its own, and is told", () => {
  test.each(Object.entries(wrong))("%s", async (_, hook) => {
    const events: SecurityEvent[] = [];
    const token = bearer(verify, { challenge: hook as (reason: object, own: Challenge) => Challenge });
    const secure = fakeSecurity({ onEvent: (event) => events.push(event) });
    const { status, challenge, body = "" } = await answer(secure({ token }, () => "in"));
    expect([status, challenge, JSON.parse(body).code]).toEqual([401, 'Bearer realm="api"', "not_authenticated"]);
    expect(events.map(({ type }) => type)).toEqual(["fault", "absent"]);
  });
});

describe("a scheme of the application's own", () => {
  const made = (challenge: (reason: ChallengeReason) => unknown) =>
    scheme({ schemeName: "Own", openapi: {}, challenge: challenge as () => Challenge, read: () => absent, verify: () => 1 });
  const own: Challenge = { scheme: "Own", parameters: { realm: "a" } };

  test.each(Object.entries(wrong).filter(([name]) => !name.includes("after it changed")))(
    "does not start with %s for a challenge",
    (_, hook) => {
      expect(refusalOf(() => made((reason) => hook(reason, own)))).toMatchObject({
        code: "invalid_option",
        message: expect.stringContaining("Own"),
      });
    },
  );

  test.each(["invalid_request", "invalid_token", "insufficient_scope"])("nor with one for %s that cannot be sent", (error) => {
    expect(refusalOf(() => made((reason) => (reason.error === error ? { scheme: "a b", parameters: {} } : own)))).toMatchObject({
      code: "invalid_option",
    });
  });

  test("is asked on the object that it came in", async () => {
    const parts = {
      schemeName: "Own",
      openapi: {},
      name: "Mine",
      challenge({ realm }: ChallengeReason) {
        return { scheme: this.name, parameters: { realm } };
      },
      read: () => absent,
      verify: () => 1,
    };
    expect((await answer(fakeSecurity()({ it: scheme(parts) }, () => "in"))).challenge).toBe('Mine realm="api"');
  });

  test.each(Object.entries(wrong).filter(([name]) => !name.includes("after it changed")))(
    "that later gives %s is 401 all the same, and told",
    async (_, hook) => {
      let isBroken = false;
      const it = made((reason) => (isBroken ? hook(reason, own) : own));
      isBroken = true;
      const events: SecurityEvent[] = [];
      const { status, challenge } = await answer(fakeSecurity({ onEvent: (event) => void events.push(event) })({ it }, () => "in"));
      expect([status, challenge]).toEqual([401, 'Custom realm="api"']);
      expect(events.map(({ type }) => type)).toEqual(["fault", "absent"]);
    },
  );
});

import { describe, expect, test, vi } from "vitest";
import { anyOf, basic, bearer, httpBase, scoped, type Challenge, type SecurityEvent } from "../../src/index.js";
import { fakeSecurity } from "../adapt/fake-framework.js";
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

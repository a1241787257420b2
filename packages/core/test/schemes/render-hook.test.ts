import { describe, expect, test } from "vitest";
import {
  absent,
  allOf,
  anyOf,
  apiKeyHeader,
  basic,
  bearer,
  narrow,
  scheme,
  type ProviderValue,
  type RenderedBody,
  type SecurityEvent,
} from "../../src/index.js";
import { fakeSecurity } from "../adapt/fake-framework.js";
import { answer, makers, text, verify } from "./every-scheme.js";

describe("another body", () => {
  test.each(Object.entries(makers))("of %s, with the status and the challenge as they are", async (_, make) => {
    const plain = await answer(fakeSecurity()({ it: make({}) }, () => "in"));
    const render = ({ code }: { code: string }) => text(code);
    const own = await answer(fakeSecurity()({ it: make({ render }) }, () => "in"));
    expect(own).toEqual({ ...plain, body: "not_authenticated", contentType: "text/plain" });
  });

  test("of a scheme of one's own", async () => {
    const own = scheme({
      schemeName: "Own",
      openapi: {},
      challenge: ({ realm }) => ({ scheme: "Own", parameters: { realm } }),
      read: () => absent,
      verify,
      render: () => text("own"),
    });
    expect(await answer(fakeSecurity()({ own }, () => "in"))).toMatchObject({ status: 401, body: "own", challenge: 'Own realm="api"' });
  });

  const first = bearer(verify, { render: () => text("first") });
  const second = apiKeyHeader({ name: "x-key", verify, render: () => text("second") });
  const silent = basic({ verify });
  const render = () => text("application");

  test("of the first of those challenged that has one, before the application's", async () => {
    const bodyOf = async (it: ProviderValue<unknown>, ...lines: string[]) =>
      (
        await answer(
          fakeSecurity({ render })({ it }, () => "in"),
          ...lines,
        )
      ).body;
    expect(await bodyOf(anyOf(silent, first, second))).toBe("first");
    expect(await bodyOf(anyOf(second, first))).toBe("second");
    expect(await bodyOf(allOf({ first, second }), "Authorization: Bearer a")).toBe("second");
    expect(await bodyOf(silent)).toBe("application");
    // Nobody is challenged where a policy says no.
    expect(
      await bodyOf(
        narrow(first, "nobody", (one): one is never => one === undefined),
        "Authorization: Bearer a",
      ),
    ).toBe("application");
  });

  test("is left to the application by undefined", async () => {
    const token = bearer(verify, { render: () => undefined });
    expect((await answer(fakeSecurity({ render })({ token }, () => "in"))).body).toBe("application");
    expect((await answer(fakeSecurity()({ token }, () => "in"))).contentType).toBe("application/problem+json; charset=utf-8");
  });

  test("is told of the problem and the request", async () => {
    const seen: unknown[] = [];
    const token = bearer(verify, { render: (problem, request) => void seen.push(problem.status, request.method) as undefined });
    await answer(fakeSecurity()({ token }, () => "in"));
    expect(seen).toEqual([401, "GET"]);
  });
});

const unsendable: Readonly<Record<string, () => unknown>> = {
  "a throw": () => {
    throw new Error("no template");
  },
  null: () => null,
  "a promise": () => Promise.resolve(text("late")),
  "a promise that fails": () => Promise.reject(new Error("late")),
  "a body that is no text": () => ({ contentType: "text/plain", body: {} }),
  "a content type with a line break": () => ({ contentType: "text/plain\r\nSet-Cookie: x=1", body: "" }),
  "no content type": () => ({ body: "" }),
};

describe("a body that cannot be sent is told and passed over", () => {
  test.each(Object.entries(unsendable))("%s", async (_, hook) => {
    const events: SecurityEvent[] = [];
    const render = hook as () => RenderedBody;
    const onEvent = (event: SecurityEvent) => events.push(event);
    const handler = fakeSecurity({ onEvent, render })({ token: bearer(verify, { render }) }, () => "in");
    expect(await answer(handler)).toMatchObject({ status: 401, contentType: "application/problem+json; charset=utf-8" });
    expect(events.map(({ type }) => type)).toEqual(["absent", "fault", "fault"]);
  });
});

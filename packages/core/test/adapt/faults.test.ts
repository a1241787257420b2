import { describe, expect, test, vi } from "vitest";
import { createSecure } from "../../src/adapter.js";
import {
  absent,
  bearer,
  granted,
  optional,
  policy,
  provider,
  require,
  scheme,
  UnavailableError,
  type AnyProvider,
  type SecurityEvent,
} from "../../src/index.js";
import { ask, binding, callWith, FakeApp, fakeSecurity, mount, next, ownContainer, type Handler } from "./fake-framework.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";
const handler = vi.fn<() => string>(() => "reached");
const secured = (me: AnyProvider, onEvent: (event: SecurityEvent) => void = () => {}) => fakeSecurity({ onEvent })({ me }, handler);

/** What the framework's error channel is handed. */
async function faultOf(route: Handler): Promise<Error & { status?: unknown; statusCode?: unknown }> {
  handler.mockClear();
  const fault: unknown = await ask(route, alice).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(handler).not.toHaveBeenCalled();
  if (fault instanceof Error) return fault;
  throw new Error("Nothing went to the framework's error channel.");
}

describe("a provider's fault that says 401 is not this application's 401", () => {
  const fault = (says: object) => Object.assign(new Error("upstream said no"), { expose: true, ...says });
  const upstream: readonly (readonly [string, (error: Error) => AnyProvider])[] = [
    ["a scheme's verify", (error) => bearer(() => fail(error))],
    ["an asynchronous verify", (error) => bearer(async () => fail(error))],
    ["a provider", (error) => provider({ token }, () => fail(error))],
    ["an asynchronous provider", (error) => provider({ token }, async () => fail(error))],
    ["a policy", (error) => require(token, policy("asks", () => fail(error)))],
    ["a provider below optional", (error) => optional(provider({ token }, async () => fail(error)))],
  ];

  test.each(upstream)("thrown by %s: the error that goes on says nothing of the kind, and keeps it as its cause", async (_, of) => {
    for (const says of [{ status: 401 }, { statusCode: 401 }, { status: 401, statusCode: 401, headers: { "x-up": "1" } }]) {
      const error = fault(says);
      const told = await faultOf(secured(of(error)));
      expect([told.status, told.statusCode, "headers" in told, told.cause]).toEqual([undefined, undefined, false, error]);
      expect(told.message).not.toContain("upstream");
      expect(told.message).toContain("rejected(code)");
    }
  });

  test("thrown by one that a guard asks", async () => {
    const told = await faultOf(fakeSecurity().guard(bearer(() => fail(fault({ status: 401 })))));
    expect(told).toMatchObject({ cause: { status: 401 } });
    expect(told.status).toBeUndefined();
  });

  test("but a handler's own error is the application's, and goes on as it is", async () => {
    const error = fault({ status: 401 });
    const route = fakeSecurity()({ token }, async () => fail(error));
    expect(await faultOf(route)).toBe(error);
  });

  test("and the event names the error that was thrown", async () => {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    await faultOf(
      secured(
        bearer(() => fail(Object.assign(new RangeError("upstream"), { status: 401 }))),
        onEvent,
      ),
    );
    expect(onEvent.mock.calls).toMatchObject([[{ type: "fault", code: "RangeError" }]]);
  });
});

describe("a provider lets nobody in with what is no principal: it is a fault that says so", () => {
  const wrong: readonly (readonly [string, () => unknown, string])[] = [
    ["a generator, whose body never ran", function* () {}, "Generator"],
    ["an asynchronous generator", async function* () {}, "AsyncGenerator"],
    ["an error", () => new Error("no"), "Error"],
    ["an error of another kind", () => new UnavailableError("down"), "Error"],
    ["a response", () => new Response("no", { status: 401 }), "Response"],
    ["what every object inherits", () => Reflect.get({}, "__proto__") as unknown, "Object"],
  ];
  const ways: readonly (readonly [string, (yields: () => unknown) => AnyProvider])[] = [
    ["yielded", (yields) => provider({ token }, () => yields())],
    ["granted", (yields) => provider({ token }, () => granted(yields() as object))],
    ["yielded late", (yields) => provider({ token }, async () => yields())],
    ["yielded by verify", (yields) => bearer(() => yields())],
  ];

  test.each(ways.flatMap(([way, of]) => wrong.map(([name, yields, tag]) => [name, way, of(yields), tag] as const)))(
    "%s, %s",
    async (_, _way, of, tag) => {
      for (const route of [secured(of), fakeSecurity().guard(of)]) {
        expect((await faultOf(route)).message).toBe(`A provider yielded [object ${tag}]: yield a value, return rejected(code), or throw.`);
      }
    },
  );
});

test("a scheme of one's own whose read waits is a fault that names it: a promise is no credential", async () => {
  const verify = vi.fn<(credential: unknown) => object>(() => ({}));
  const read = async () => absent;
  const challenge = () => ({ scheme: "Own", parameters: {} });
  const own = scheme({ schemeName: "OwnScheme", openapi: { type: "apiKey", in: "header", name: "x-own" }, challenge, read, verify });
  for (const of of [own, optional(own)]) expect((await faultOf(secured(of))).message).toMatch(/^OwnScheme reads its credential async/);
  expect(verify).not.toHaveBeenCalled();
});

test("503 is answered also where something before the handler has set a body that is not sent yet", async () => {
  const preset = createSecure({ container: ownContainer() }, { ...binding, answered: () => true }, mount);
  const route = preset({ me: provider({ token }, () => fail(new UnavailableError("down"))) }, handler);
  preset.seal(new FakeApp().add("GET", "/", [route]));
  const call = callWith(alice);
  await route(call, next);
  expect(call.reply?.status).toBe(503);
});

function fail(error: Error): never {
  throw error;
}

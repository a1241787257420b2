import { beforeEach, describe, expect, test } from "vitest";
import { allOf, anyOf, bearer, fresh, map, optional, provider, resource, type ProviderValue } from "../../src/index.js";
import { ask, FakeApp, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";

const token = bearer((sub) => ({ sub }));
const log: string[] = [];
beforeEach(() => {
  log.length = 0;
});
const short: ProviderValue<unknown> = resource(
  { token },
  function* short() {
    yield "short";
  },
  { lifetime: "handler" },
);

describe("a resource that needs nobody", () => {
  const unit = resource({}, function* () {
    yield "unit";
    log.push("closed");
  });

  test("decides over nobody: a route with nothing else is not secured, a guard of it guards nothing", () => {
    const secure = fakeSecurity();
    expect(refusalOf(() => secure({ unit }, () => 1))).toMatchObject({ code: "no_security" });
    for (const it of [optional(fresh(unit)), allOf({ unit }), anyOf(unit), map(unit, () => 1), optional(anyOf(map(unit, () => 1)))]) {
      expect(refusalOf(() => secure({ it }, () => 1))).toMatchObject({ code: "no_security" });
      expect(refusalOf(() => secure.guard(it))).toMatchObject({ code: "no_security" });
    }
    expect(refusalOf(() => secure.guard(unit))).toMatchObject({ code: "no_security" });
    expect(secure({ it: provider({ unit }, () => 1) }, () => 1)).toBeTypeOf("function");
  });

  test("may stand on an open route, also with another one in its place", async () => {
    const secure = fakeSecurity();
    const handler = secure.open({ unit }, ({ unit }) => unit);
    expect([(await ask(handler)).body, log]).toEqual(["unit", ["closed"]]);
    using _ = secure.override(
      unit,
      provider({}, () => "fake"),
    );
    expect((await ask(handler)).body).toBe("fake");
  });

  test("adds nothing to what a caller must bring", () => {
    const secure = fakeSecurity();
    const app = new FakeApp().add("GET", "/", [secure({ token, unit }, () => 1)]);
    expect(secure.report(app)).toMatchObject([{ access: "secured", requires: "HTTPBearer" }]);
  });

  test("and one that needs somebody decides, and does not stand on an open route", () => {
    const needing = short;
    expect(refusalOf(() => fakeSecurity().open({ needing }, () => 1))).toMatchObject({ code: "no_security" });
    expect(fakeSecurity()({ needing }, () => 1)).toBeTypeOf("function");
  });
});

test.each([
  ["itself", (of: typeof short) => of],
  ["fresh", (of: typeof short) => fresh(of)],
  ["optional", (of: typeof short) => optional(of)],
  ["anyOf", (of: typeof short) => anyOf(of)],
  ["allOf", (of: typeof short) => allOf({ of })],
  ["map", (of: typeof short) => map(of, (value) => value)],
])("what stays open until the answer is out must not need what is closed before: %s", (_, through) => {
  const long = resource({ short: through(short) }, function* () {
    yield 1;
  });
  expect(refusalOf(() => fakeSecurity()({ long }, () => null))).toMatchObject({ code: "captured_request" });
});

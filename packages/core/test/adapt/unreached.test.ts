import { describe, expect, test } from "vitest";
import { createSecure } from "../../src/adapter.js";
import { bearer, endpoint, openEndpoint, pathParameters, provider } from "../../src/index.js";
import { binding, FakeApp, mount, ownContainer, refusalOf } from "./fake-framework.js";

const token = bearer((sub) => ({ sub }));
const security = () => createSecure({ container: ownContainer() }, binding, mount);
const [plain, other] = [(_: unknown, next: () => unknown) => next(), (_: unknown, next: () => unknown) => next()];

function made() {
  const secure = security();
  const first = secure(openEndpoint("POST", {}, function first() {}));
  const second = secure(endpoint("GET", { token }, function second() {}));
  return { secure, first, second, guard: secure.guard(token) };
}

describe("S-164 two endpoints of one path, both for every method", () => {
  test.each<[string, (app: FakeApp, parts: ReturnType<typeof made>) => FakeApp]>([
    ["on two routes", (app, { first, second }) => app.add("ALL", "/a", [first]).add("ALL", "/a", [second])],
    ["on one route", (app, { first, second }) => app.add("ALL", "/a", [first, second])],
    ["behind guards", (app, { first, second, guard }) => app.add("ALL", "/a", [guard, first]).add("ALL", "/a", [second], [guard])],
    [
      "below the same middleware",
      (app, { first, second }) => app.add("ALL", "/a", [first], [plain]).add("ALL", "/a", [second], [plain, other]),
    ],
  ])("do not start, and both are named: %s", (_, addTo) => {
    const parts = made();
    const message = "first (POST) and second (GET) are both mounted at /a for every method";
    expect(refusalOf(() => parts.secure.seal(addTo(new FakeApp(), parts)))).toMatchObject({
      code: "invalid_option",
      message: expect.stringContaining(message) as string,
    });
  });

  test.each<[string, (app: FakeApp, parts: ReturnType<typeof made>) => FakeApp]>([
    ["of two paths", (app, { first, second }) => app.add("ALL", "/a", [first]).add("ALL", "/b", [second])],
    ["one endpoint, twice", (app, { first }) => app.add("ALL", "/a", [first]).add("ALL", "/a", [first])],
    ["each for its own method", (app, { first, second }) => app.add("POST", "/a", [first]).add("ALL", "/a", [second])],
    ["where a plain function may pass it by", (app, { first, second }) => app.add("ALL", "/a", [plain, first]).add("ALL", "/a", [second])],
    ["where a router's own function may", (app, { first, second }) => app.add("ALL", "/a", [first], [plain]).add("ALL", "/a", [second])],
  ])("start: %s", (_, addTo) => {
    const parts = made();
    const app = addTo(new FakeApp(), parts);
    expect(parts.secure.seal(app)).toBe(app);
  });
});

test("H3 what a provider below asks for counts, and what a guard asks for does not", () => {
  const secure = security();
  const path = pathParameters("/items/:id");
  const handler = secure({ token, path }, () => undefined);
  expect(refusalOf(() => secure.seal(new FakeApp().add("GET", "/articles/:id", [handler])))).toMatchObject({
    message: expect.stringMatching(/^GET \/articles\/:id asks for pathParameters\("\/items\/:id"\)/) as string,
  });
  const guard = secure.guard(provider({ token, path }, () => ({ id: "7" })));
  const app = new FakeApp().add("GET", "/articles/:id", [secure({ token }, () => undefined)], [guard]);
  expect(secure.seal(app)).toBe(app);
});

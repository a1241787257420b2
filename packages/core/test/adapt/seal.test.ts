import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { allowUnmarked, createSecure } from "../../src/adapter.js";
import { bearer, optional, scoped, Security, type SecurityEvent } from "../../src/index.js";
import { ask, binding, callWith, FakeApp, fakeSecurity, mount, next, refusalOf, type FakeSecure, type Handler } from "./fake-framework.js";

const token = bearer({ scopes: ["read", "write"], verify: (sub) => ({ sub, scopes: ["read"] }) });
const alice = "Authorization: Bearer alice";
const plain = () => undefined;

class Controller {
  show(@Security(token) me: { sub: string }): string {
    return me.sub;
  }
}

/** The route that an event names, for each of these handlers in turn. */
async function routesOf(declare: (secure: FakeSecure) => readonly [FakeApp, ...Handler[]]) {
  const events: SecurityEvent[] = [];
  const secure = fakeSecurity({ onEvent: (event) => void events.push(event) });
  const [app, ...handlers] = declare(secure);
  secure.seal(app);
  for (const handler of handlers) await ask(handler, alice);
  return events.map(({ route }) => route);
}

describe("events name a route", () => {
  test("by its pattern, where it is mounted once", async () => {
    const named = await routesOf((secure) => {
      const handlers = [secure(Controller, "show"), secure({ token }, function list() {})] as const;
      return [new FakeApp().add("GET", "/a/:id", [handlers[0]]).add("POST", "/b", [handlers[1]]), ...handlers];
    });
    expect(named).toEqual(["GET /a/:id", "POST /b"]);
  });

  test.each([2, 3, 4])("by the handler's name, where it is mounted %s times", async (times) => {
    const named = await routesOf((secure) => {
      const handler = secure(Controller, "show");
      const app = new FakeApp();
      for (let count = 0; count < times; count += 1) app.add("GET", `/${count}`, [handler]);
      return [app, handler];
    });
    expect(named).toEqual(["Controller.show"]);
  });

  test("by the handler's name, where it was not mounted at all, and a guard by what it guards", async () => {
    const named = await routesOf((secure) => {
      const guard = secure.guard(optional(token));
      const handler = secure({ token }, () => null);
      return [new FakeApp().add("GET", "/", [plain], [guard]), secure(Controller, "show"), guard, handler];
    });
    expect(named).toEqual(["Controller.show", "guard(optional(HTTPBearer))", "a handler function"]);
  });

  test("by its pattern again, where the application is sealed twice", async () => {
    const named = await routesOf((secure) => {
      const handler = secure(Controller, "show");
      const app = new FakeApp().add("GET", "/a", [handler]);
      secure.seal(app);
      return [app, handler];
    });
    expect(named).toEqual(["GET /a"]);
  });
});

describe("the report", () => {
  const rows = (app: (secure: FakeSecure) => FakeApp) => {
    const secure = fakeSecurity();
    return secure.report(app(secure)).map(({ handler, access, requires }) => `${handler}: ${access} ${requires}`.trim());
  };

  test("of nothing is empty, and an application without routes is sealed", () => {
    expect(rows(() => new FakeApp())).toEqual([]);
  });

  test("adds up all guards and handlers of a route, in order; the last one names it", () => {
    expect(
      rows((secure) =>
        new FakeApp().add(
          "GET",
          "/",
          [plain, secure.guard(token, "write"), secure(Controller, "show")],
          [plain, secure.guard(scoped(token, "read"))],
        ),
      ),
    ).toEqual(["Controller.show: secured HTTPBearer (read write)"]);
  });

  test("an open handler below a guard is secured; of two open ones the first answers; a plain one is unmarked", () => {
    expect(
      rows((secure) =>
        new FakeApp()
          .add("GET", "/a", [secure.open(function health() {})], [secure.guard(token)])
          .add("GET", "/b", [secure.open(function first() {}), secure.open({}, function second() {})])
          .add("GET", "/c", [plain]),
      ),
    ).toEqual(["health: secured HTTPBearer", "first: open", ": unmarked"]);
  });

  test("another security()'s marks are not this one's", () => {
    const other = fakeSecurity();
    expect(rows(() => new FakeApp().add("GET", "/", [other(Controller, "show")]))).toEqual([": unmarked"]);
  });

  test("says optional where who brings nothing gets in, and secured where a guard does not let them", () => {
    const access = (app: (secure: FakeSecure) => FakeApp) => rows(app)[0]?.split(" ")[1];
    expect(access((secure) => new FakeApp().add("GET", "/", [secure.guard(optional(token))]))).toBe("optional");
    expect(access((secure) => new FakeApp().add("GET", "/", [secure.guard(optional(token))], [secure.guard(token)]))).toBe("secured");
  });
});

describe("seal", () => {
  test("refuses every unmarked route at once, by method and pattern", () => {
    const app = new FakeApp().add("GET", "/a", [plain]).add("ALL", "/b/:id", []);
    expect(refusalOf(() => fakeSecurity().seal(app))).toMatchObject({
      code: "unmarked_route",
      message: expect.stringContaining("GET /a, ALL /b/:id") as string,
    });
  });

  test("allowUnmarked names method and path exactly, and not what is marked", () => {
    const secure = fakeSecurity();
    const app = new FakeApp().add("GET", "/a", [plain]).add("GET", "/open", [secure.open(plain)]);
    expect(secure.seal(app, { [allowUnmarked]: ["GET /a"] })).toBe(app);
    for (const wrong of ["POST /a", "get /a", "GET /a/", "GET /open"]) {
      expect(refusalOf(() => secure.seal(app, { [allowUnmarked]: ["GET /a", wrong] })).message).toContain(wrong);
    }
  });

  test("a route that it refused leaves the application unsealed", async () => {
    const secure = createSecure({ container }, binding, mount);
    const handler = secure.open(() => "in");
    expect(refusalOf(() => secure.seal(new FakeApp().add("GET", "/", [plain])))).toMatchObject({ code: "unmarked_route" });
    expect(refusalOf(() => handler(callWith(), next))).toMatchObject({ code: "not_sealed" });
    secure.seal(new FakeApp().add("GET", "/", [handler]));
    expect((await ask(handler)).body).toBe("in");
  });
});

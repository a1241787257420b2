import { describe, expect, test, vi } from "vitest";
import { apiKeyHeader, bearer, policy, require } from "../../src/index.js";
import { callWith, FakeApp, fakeSecurity, ownContainer, refusalOf, binding, mount, type Call, type Handler } from "./fake-framework.js";
import { allowUnmarked, createSecure } from "../../src/adapter.js";

const verify = vi.fn((sub: string) => (sub === "bad" ? undefined : { sub }));
const token = bearer(verify);
const admin = require(token, policy("admin", ({ sub }) => sub === "admin"));
const key = apiKeyHeader({ name: "x-key", verify: () => ({ key: true }) });

/** Sends a request for a path through these functions, one after another. */
async function send(path: string, chain: readonly Handler[], line?: string, method = "GET"): Promise<Call> {
  const call = callWith(...(line === undefined ? [] : [line]));
  const request = { ...call.request, url: path, method };
  const sent = { ...call, request };
  const step = async (index: number): Promise<unknown> => chain[index]?.(sent, () => step(index + 1));
  await step(0);
  return sent;
}

function application() {
  const secure = createSecure({ container: ownContainer() }, binding, mount);
  const guard = secure.guard(admin);
  const login = guard.except(secure.open(() => "login"));
  const secret = secure.open(() => "secret");
  const keyed = guard.except(secure({ key }, () => "keyed"));
  const app = new FakeApp()
    .use(guard)
    .add("GET", "/login", [login], [guard])
    .add("GET", "/secret", [secret], [guard])
    .add("POST", "/keyed", [keyed], [guard]);
  secure.seal(app);
  return { secure, guard, login, secret, keyed, app };
}

describe("a guard's exception", () => {
  test("is let through unasked: nothing is verified, not even a bad credential", async () => {
    const { guard, login } = application();
    verify.mockClear();
    for (const line of [undefined, "Authorization: Bearer bad"]) {
      expect((await send("/login", [guard, login], line)).reply?.body).toBe('"login"');
    }
    expect(verify).not.toHaveBeenCalled();
  });

  test("holds for its own path and method only", async () => {
    const { guard, login, keyed } = application();
    for (const path of ["/other", "/login/", "/x/login", "http://host/login", "/%6cogin"]) {
      expect((await send(path, [guard, login])).reply?.status, path).toBe(401);
    }
    expect((await send("/login", [guard, login], undefined, "POST")).reply?.status).toBe(401);
    expect((await send("/login?next=/", [guard, login], undefined, "HEAD")).reply?.body).toBe('"login"');
    expect((await send("/keyed", [guard, keyed], "x-key: k", "GET")).reply?.status).toBe(401);
  });

  test("may ask for something else instead", async () => {
    const { guard, keyed } = application();
    expect((await send("/keyed", [guard, keyed], undefined, "POST")).reply?.headers["WWW-Authenticate"]).toBe('APIKey realm="api"');
    expect((await send("/keyed", [guard, keyed], "x-key: k", "POST")).reply?.body).toBe('"keyed"');
  });

  test("opens no other handler that answers in its place: the guard is asked after all", async () => {
    const { guard, secret } = application();
    expect((await send("/login", [guard, secret])).reply?.status).toBe(401);
    expect((await send("/login", [guard, secret], "Authorization: Bearer alice")).reply?.status).toBe(403);
    const sent = await send("/login", [guard, secret], "Authorization: Bearer admin");
    expect([sent.reply?.body, guard.of(sent)]).toEqual(['"secret"', { sub: "admin" }]);
  });

  test("leaves other guards as they are", async () => {
    const secure = createSecure({ container: ownContainer() }, binding, mount);
    const [guard, other] = [secure.guard(admin), secure.guard(key)];
    const login = guard.except(secure.open(() => "login"));
    secure.seal(new FakeApp().use(other, guard).add("GET", "/login", [login], [other, guard]));
    expect((await send("/login", [other, guard, login])).reply?.status).toBe(401);
    expect((await send("/login", [other, guard, login], "x-key: k")).reply?.body).toBe('"login"');
  });

  test("has nothing to read back from the guard", async () => {
    const { guard, login } = application();
    const sent = await send("/login", [guard, login]);
    expect(() => guard.of(sent)).toThrow("did not run");
  });

  test("is shown in the report", () => {
    const { secure, app } = application();
    const rows = secure.report(app).map(({ path, access, schemes, exceptedFrom }) => ({ path, access, schemes, exceptedFrom }));
    expect(rows).toEqual([
      { path: "/login", access: "open", schemes: [], exceptedFrom: ["guard(HTTPBearer that is admin)"] },
      { path: "/secret", access: "secured", schemes: ["HTTPBearer"], exceptedFrom: [] },
      { path: "/keyed", access: "secured", schemes: ["APIKeyHeader"], exceptedFrom: ["guard(HTTPBearer that is admin)"] },
    ]);
  });

  test.each([
    ["before it", 0],
    ["behind it", 1],
  ])("leaves routes of the framework's own below its guard undecided: one %s", (_, place) => {
    const { secure, app, guard } = application();
    app.entries.splice(place, 0, { method: "GET", path: "/a", matches: () => true, handlers: [() => undefined], above: [guard] });
    const refusal = refusalOf(() => secure.seal(app));
    expect(refusal).toMatchObject({ code: "unmarked_route" });
    expect(refusal.message).toContain("Since it has an exception, guard(HTTPBearer that is admin) counts for no plain handler");
    expect(() => secure.seal(app, { [allowUnmarked]: ["GET /a"] })).not.toThrow();
  });

  test("is not spoken of where there is none", () => {
    const secure = createSecure({ container: ownContainer() }, binding, mount);
    const { message } = refusalOf(() => secure.seal(new FakeApp().add("GET", "/a", [() => undefined])));
    expect(message).toContain("neither secured nor open: GET /a.");
    expect(message).not.toContain("exception");
  });

  test("is of one application: another one's routes below the same guard would stand open", () => {
    const { secure, guard } = application();
    const other = new FakeApp().use(guard).add("GET", "/login", [secure.open(() => "other")], [guard]);
    expect(refusalOf(() => secure.seal(other))).toMatchObject({ code: "invalid_option" });
  });

  test("that is refused leaves no hole in the application that its guard stood in first", async () => {
    const secure = createSecure({ container: ownContainer() }, binding, mount);
    const guard = secure.guard(admin);
    const plain = vi.fn();
    const places: readonly FakeApp[] = [
      new FakeApp().use(guard).add("GET", "/login", [plain], [guard]),
      new FakeApp().add("GET", "/login", [guard, plain]),
      new FakeApp().use(guard),
    ];
    for (const first of places) secure.seal(first);
    const login = guard.except(secure.open(() => "login"));
    const second = new FakeApp().use(guard).add("GET", "/login", [login], [guard]);
    expect(refusalOf(() => secure.seal(second))).toMatchObject({ code: "invalid_option" });
    expect((await send("/login", [guard, plain as Handler])).reply?.status).toBe(401);
    expect(plain).not.toHaveBeenCalled();
  });

  test.each([
    ["beside a handler", (guard: Handler, plain: Handler) => new FakeApp().add("GET", "/login", [guard, plain])],
    ["above nothing that is listed", (guard: Handler) => new FakeApp().use(guard)],
  ])("is refused where its guard stands %s in another application", async (_, other) => {
    const secure = createSecure({ container: ownContainer() }, binding, mount);
    const guard = secure.guard(admin);
    const plain = vi.fn();
    secure.seal(other(guard, plain as Handler));
    const login = guard.except(secure.open(() => "login"));
    const app = new FakeApp().use(guard).add("GET", "/login", [login], [guard]);
    expect(refusalOf(() => secure.seal(app))).toMatchObject({ code: "invalid_option" });
    expect((await send("/login", [guard, plain as Handler])).reply?.status).toBe(401);
  });

  test("may be sealed again in its own application", async () => {
    const { secure, app, guard, login } = application();
    secure.seal(app);
    expect((await send("/login", [guard, login])).reply?.body).toBe('"login"');
  });

  test("is not looked for behind what a server might rewrite", async () => {
    const secure = createSecure({ container: ownContainer() }, binding, mount);
    const guard = secure.guard(admin);
    const login = guard.except(secure.open(() => "login"));
    const app = new FakeApp().use(guard);
    app.entries.push({ method: "GET", path: "/*", matches: () => true, handlers: [login], above: [guard] });
    secure.seal(app);
    for (const path of ["/a\\b#", "/a/../b", "/a/%2e%2e/b", "/a/./b", "/a#b", "http://host/a", "//host/a", "/a b", "*"]) {
      expect((await send(path, [guard, secure.open(() => "plain"), login])).reply?.status, path).not.toBe(200);
    }
    expect((await send("/a/b", [guard, login])).reply?.body).toBe('"login"');
  });

  test("is a handler that secure made", () => {
    const secure = fakeSecurity();
    const guard = secure.guard(token);
    for (const wrong of [() => undefined, secure.guard(key)]) {
      expect(refusalOf(() => guard.except(wrong as Handler))).toMatchObject({ code: "invalid_option" });
    }
  });
});

import { container } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { createSecure } from "../../src/adapter.js";
import { bearer, Security } from "../../src/index.js";
import { ask, binding, callWith, FakeApp, mount, next, refusalOf, type FakeSecure, type Handler } from "./fake-framework.js";

const verify = vi.fn<(sub: string) => { sub: string }>((sub) => ({ sub }));
const token = bearer(verify);
const alice = "Authorization: Bearer alice";

class Controller {
  show(@Security(token) me: { sub: string }): string {
    return me.sub;
  }
}

/** Unlike `fakeSecurity`, it seals nothing by itself. */
const strictSecurity = (more: Partial<typeof binding> = {}): FakeSecure => createSecure({ container }, { ...binding, ...more }, mount);
const run = vi.fn<() => string>(() => "in");

const declarations: readonly (readonly [string, (secure: FakeSecure) => Handler])[] = [
  ["an open handler", (secure) => secure.open(run)],
  ["a handler in function style", (secure) => secure({ token }, run)],
  ["a handler in class style", (secure) => secure(Controller, "show")],
  ["a guard", (secure) => secure.guard(token)],
];

function expectNotSealed(handler: Handler): void {
  run.mockClear();
  verify.mockClear();
  const behind = vi.fn<() => void>();
  const call = callWith(alice);
  expect(refusalOf(() => handler(call, behind))).toMatchObject({ name: "ConfigurationError", code: "not_sealed" });
  expect([call.reply, call.endings]).toEqual([undefined, []]);
  for (const touched of [run, verify, behind]) expect(touched).not.toHaveBeenCalled();
}

async function expectSealed(handler: Handler): Promise<void> {
  run.mockClear();
  verify.mockClear();
  await ask(handler, alice);
  expect(run.mock.calls.length + verify.mock.calls.length).toBeGreaterThan(0);
}

describe.each(declarations)("%s", (_, declare) => {
  test("that was declared after the seal does not run, until the application is sealed again", async () => {
    const secure = strictSecurity();
    const app = secure.seal(new FakeApp().add("GET", "/early", [secure.open(() => "early")]));
    const late = declare(secure);
    expectNotSealed(late);
    app.add("GET", "/late", [late, secure.open(run)]);
    expectNotSealed(late);
    secure.seal(app);
    await expectSealed(late);
  });

  test("that is not among the sealed routes does not run, where others do", async () => {
    const secure = strictSecurity();
    const [listed, elsewhere] = [secure.open(() => "listed"), declare(secure)];
    secure.seal(new FakeApp().add("GET", "/", [listed]));
    expect((await ask(listed)).body).toBe("listed");
    expectNotSealed(elsewhere);
  });

  test("of an application that is mounted on another does not run before the other is sealed", async () => {
    const outer = new FakeApp();
    const secure = strictSecurity({ isMounted: (app) => app !== outer });
    const handler = declare(secure);
    const inner = secure.seal(new FakeApp().add("GET", "/", [handler, secure.open(run)]));
    expectNotSealed(handler);
    outer.entries.push(...inner.entries);
    secure.seal(outer);
    await expectSealed(handler);
  });

  test("of one security() is not sealed by another's seal", () => {
    const secure = strictSecurity();
    const handler = declare(secure);
    const other = strictSecurity();
    other.seal(new FakeApp().add("GET", "/", [other.open(run), handler]));
    expectNotSealed(handler);
  });
});

describe("a guard that the framework lists as middleware", () => {
  const listed = (secure: FakeSecure) => {
    const guard = secure.guard(token);
    const app = new FakeApp().use(guard).add("GET", "/", [secure.open(run)], [guard]);
    return { guard, app };
  };

  test("is sealed with the routes below it, and is no route itself", async () => {
    const secure = strictSecurity();
    const { guard, app } = listed(secure);
    secure.seal(app);
    expect(secure.report(app).map(({ path, access }) => [path, access])).toEqual([["/", "secured"]]);
    const behind = vi.fn<() => void>();
    await guard(callWith(alice), behind);
    expect(behind).toHaveBeenCalledOnce();
  });

  test("is not sealed by a seal that is refused", () => {
    const secure = strictSecurity();
    const { guard, app } = listed(secure);
    expect(refusalOf(() => secure.seal(app.add("GET", "/unmarked", [() => undefined])))).toMatchObject({ code: "unmarked_route" });
    expectNotSealed(guard);
  });
});

test("the refusal names the handler, and says what to do", () => {
  const error = refusalOf(() => strictSecurity()(Controller, "show")(callWith(alice), next));
  expect(error.message).toMatch(/^Controller\.show is not among the routes of a sealed application: call secure\.seal\(app\)/);
});

import { describe, expect, test, vi } from "vitest";
import {
  authorize,
  bearer,
  can,
  ForbiddenError,
  optional,
  policies,
  policy,
  require,
  roles,
  Security,
  UnavailableError,
  type Authorize,
  type Can,
  type SecurityEvent,
} from "../../src/index.js";
import { ask, FakeApp, fakeSecurity } from "../adapt/fake-framework.js";
import { alice, caller, type Caller } from "./decisions.js";

interface Article {
  readonly author: string;
}
const own: Article = { author: "alice" };
const foreign: Article = { author: "bob" };
const isAuthor = (me: Caller, { author }: Article) => me.sub === author;
const author = policy("author", isAuthor);
const later = policy("author", async (me: Caller, article: Article) => isAuthor(me, article));
const broken = policy<Caller, Article>("broken", () => Promise.reject(new RangeError("broken")));

type Handler = (asked: { me: Caller; can: Can; authorize: Authorize }) => unknown;

/** What becomes of Alice's request to a handler, and of what it tells. */
async function handled(handler: Handler, lines: readonly string[] = [alice]) {
  const events: SecurityEvent[] = [];
  const secure = fakeSecurity({ onEvent: (event) => void events.push(event) });
  const answer = await ask(secure({ me: caller, can, authorize }, handler), ...lines);
  return { ...answer, events: events.filter(({ type }) => type !== "granted") };
}

describe.each([
  ["at once", author],
  ["later", later],
])("a policy that answers %s", (_, isOwn) => {
  test("can: true only where it permits; nothing is told", async () => {
    const { body, events } = await handled(async ({ me, can }) => [await can(me, isOwn, own), await can(me, isOwn, foreign)]);
    expect([body, events]).toEqual([[true, false], []]);
  });

  test("authorize: the very resource, or 403 and nothing behind it", async () => {
    expect((await handled(async ({ me, authorize }) => (await authorize(me, isOwn, own)) === own)).body).toBe(true);
    const behind = vi.fn<() => void>();
    const { status, body, events } = await handled(async ({ me, authorize }) => (await authorize(me, isOwn, foreign), behind()));
    expect([status, body]).toEqual([403, { type: "about:blank", title: "Forbidden", status: 403, detail: "Forbidden", code: "forbidden" }]);
    expect(events).toMatchObject([{ type: "denied", status: 403, code: "author", subject: "alice", schemes: [] }]);
    expect(behind).not.toHaveBeenCalled();
  });

  test.each([[null], [undefined]])("H3 %s is nobody's: denied, and nobody is asked", async (missing) => {
    expect((await handled(async ({ me, can }) => await can(me, isOwn, missing))).body).toBe(false);
    const { status, events } = await handled(async ({ me, authorize }) => await authorize(me, isOwn, missing));
    expect([status, events[0]?.reason]).toEqual([403, "not found"]);
  });
});

describe("D1 an answer that nobody awaits never passes for a permission", () => {
  /* oxlint-disable typescript/no-misused-promises -- the linter sees what the compiler does not */
  test.each<[string, Handler]>([
    ["can, in a condition that the compiler lets pass", ({ me, can }) => (!can(me, author, foreign) ? "refused" : "edited")],
    ["can, of a policy that waits", ({ me, can }) => (!can(me, later, foreign) ? "refused" : "edited")],
    /* oxlint-enable typescript/no-misused-promises */
    ["can, although it would permit", ({ me, can }) => ({ isEditable: can(me, author, own) })],
    ["can, in a handler that waits for other things", async ({ me, can }) => (await Promise.resolve(), void can(me, later, own))],
    ["authorize, although it permits", ({ me, authorize }) => (void authorize(me, author, own), "edited")],
    ["authorize, of a policy that denies later", ({ me, authorize }) => (void authorize(me, later, foreign), "edited")],
    ["authorize, of a policy that breaks", ({ me, authorize }) => (void authorize(me, broken, foreign), "edited")],
    ["one of two", async ({ me, can }) => (await can(me, author, own), void can(me, author, own))],
  ])("%s: the request ends as a fault", async (_, handler) => {
    await expect(handled(handler)).rejects.toThrow(/An answer of (can|authorize)\(\.\.\.\) was not awaited/);
  });

  test("authorize refuses at once where it can, before what stands behind it", async () => {
    const edit = vi.fn<() => string>(() => "edited");
    const { status } = await handled(({ me, authorize }) => (void authorize(me, author, foreign), edit()));
    expect([status, edit.mock.calls]).toEqual([403, []]);
  });

  test.each<[string, Handler]>([
    ["returned", ({ me, can }) => can(me, author, own)],
    ["returned late", async ({ me, can }) => can(me, later, own)],
    ["awaited together", async ({ me, can }) => (await Promise.all([can(me, author, own), can(me, later, own)])).every(Boolean)],
    ["handled by then", ({ me, can }) => can(me, later, own).then((may) => may)],
  ])("%s counts as awaited", async (_, handler) => {
    expect((await handled(handler)).body).toBe(true);
  });

  test("a handler's own error goes first", async () => {
    const handler: Handler = ({ me, can }) => {
      void can(me, author, own);
      throw new RangeError("its own");
    };
    await expect(handled(handler)).rejects.toBeInstanceOf(RangeError);
  });
});

describe("what a policy throws is a fault", () => {
  test("of can and of authorize", async () => {
    await expect(handled(async ({ me, can }) => await can(me, broken, own))).rejects.toBeInstanceOf(RangeError);
    await expect(handled(async ({ me, authorize }) => await authorize(me, broken, own))).rejects.toBeInstanceOf(RangeError);
  });

  test("and 503 where it cannot tell", async () => {
    const down = policy("down", () => Promise.reject(new UnavailableError("down")));
    expect((await handled(async ({ me, authorize }) => await authorize(me, down))).status).toBe(503);
  });
});

test("a policy sees the request, and a concealed one is 404 and tells the operator all the same", async () => {
  const reads = policies.concealed(policy("reads", (_: Caller, __: Article, { request }) => request.method === "HEAD"));
  const { status, body, events } = await handled(async ({ me, authorize }) => await authorize(me, reads, own));
  expect([status, body]).toMatchObject([404, { title: "Not Found", detail: "Not found", code: "not_found" }]);
  expect(events).toMatchObject([{ type: "denied", status: 404, code: "reads" }]);
});

test("H9 the use of a super role in a handler is told", async () => {
  const role = roles({ editor: [], root: [] }, { of: ({ sub }: Caller) => [sub], superRole: "root" });
  const handler: Handler = async ({ me, can, authorize }) => (await authorize(me, role("editor")), await can(me, role("editor")));
  const { body, events } = await handled(handler, ["Authorization: Bearer root"]);
  const use = { type: "super_role", code: "role editor", reason: "root", subject: "root" };
  expect([body, events]).toMatchObject([true, [use, use]]);
});

test("S-297 to somebody who brought nothing a denial is 401 with a challenge, and never the reason", async () => {
  const secure = fakeSecurity();
  const handler = secure({ me: optional(caller), authorize }, async ({ me, authorize }) => {
    await authorize(me, policies.isAuthenticated);
    return "in";
  });
  expect(await ask(handler)).toMatchObject({ status: 401, challenge: 'Bearer realm="api"', body: { code: "not_authenticated" } });
  expect((await ask(handler, alice)).status).toBe(200);
});

test("they secure nothing by themselves: an open route may have them, and others ask for a provider", async () => {
  const secure = fakeSecurity();
  const open = secure.open({ authorize }, async ({ authorize }) => (await authorize(null, policies.denyAll), "in"));
  expect((await ask(open)).status).toBe(403);
  expect(() => secure({ can }, () => "in")).toThrow("asks for no security");
});

test("a class asks for it as for any provider", async () => {
  class Articles {
    async edit(@Security(caller) me: Caller, @Security(authorize) authorize: Authorize) {
      return await authorize(me, author, foreign);
    }
  }
  expect((await ask(fakeSecurity()(Articles, "edit"), alice)).status).toBe(403);
});

test("what is refused after it was opened stays refused, and no fault is told", async () => {
  const events: SecurityEvent[] = [];
  const secure = fakeSecurity({ onEvent: (event) => void events.push(event) });
  const handler = secure({ can, authorize, me: require(caller, policies.denyAll) }, () => "in");
  expect([(await ask(handler, alice)).status, events.map(({ type }) => type)]).toEqual([403, ["denied"]]);
});

test("the report says of a route that its handler authorizes", () => {
  const secure = fakeSecurity();
  const app = new FakeApp()
    .add("GET", "/a", [secure({ caller, authorize }, () => "in")])
    .add("GET", "/b", [secure({ caller, can }, () => "in")]);
  expect(secure.report(app).map(({ requires }) => requires)).toEqual(["HTTPBearer, if authorize(…)", "HTTPBearer"]);
});

describe("ForbiddenError", () => {
  const secure = fakeSecurity();
  const error = () => new ForbiddenError("quota", { reason: "10 of 10 used" });

  test("says nothing to the client, whoever renders it", () => {
    const { message, status, policy, reason } = error();
    expect([message, status, policy, reason]).toEqual(["Forbidden", 403, "quota", "10 of 10 used"]);
    expect(new ForbiddenError("quota", { conceals: true })).toMatchObject({ status: 404, message: "Not found" });
  });

  test.each([
    ["a handler", () => secure({ caller }, () => Promise.reject(error()))],
    ["a handler, at once", () => secure({ caller }, () => thrown(error()))],
    ["a provider", () => secure({ me: bearer(() => thrown(error())) }, () => "in")],
  ])("of %s is 403", async (_, handler) => {
    expect(await ask(handler(), alice)).toMatchObject({ status: 403, body: { code: "forbidden" }, challenge: undefined });
  });

  test("what only looks like one is a fault", async () => {
    const alike = Object.assign(new Error("Forbidden"), { name: "ForbiddenError", status: 403, policy: "x" });
    await expect(
      ask(
        secure({ caller }, () => thrown(alike)),
        alice,
      ),
    ).rejects.toBe(alike);
  });
});

function thrown(error: unknown): never {
  throw error;
}

import { describe, expect, test, vi } from "vitest";
import {
  anyOf,
  apiKeyHeader,
  authorized,
  map,
  optional,
  policies,
  policy,
  rejected,
  require,
  scoped,
  bearer,
  type SecurityEvent,
} from "../../src/index.js";
import { ask, FakeApp, fakeSecurity } from "../adapt/fake-framework.js";
import { alice, caller, type Caller } from "./decisions.js";

interface Article {
  readonly author: string;
  readonly isPublic?: boolean;
}
const author = policy("author", (me: Caller, article: Article) => article.author === me.sub);
const own: Article = { author: "alice" };
const foreign: Article = { author: "bob" };

/** What Alice, or nobody, gets of an article. */
async function got(article: () => Article | null | undefined | PromiseLike<Article | null>, policyOf = author, lines = [alice]) {
  const events: SecurityEvent[] = [];
  const secure = fakeSecurity({ onEvent: (event) => void events.push(event) });
  const one = authorized({ of: caller, policy: policyOf }, {}, article);
  const answer = await ask(
    secure({ one }, ({ one }) => one),
    ...lines,
  );
  return { ...answer, events };
}

describe("a resource that is loaded and checked before the handler", () => {
  test.each([
    ["at once", () => own],
    ["later", async () => own],
  ])("is yielded where the policy permits, loaded %s", async (_, load) => {
    expect(await got(load)).toMatchObject({ status: 200, body: own });
  });

  test.each([author, policies.concealed(author)])("what is foreign and what is not there look alike, to the byte: %o", async (one) => {
    const [another, missing, none] = await Promise.all([got(() => foreign, one), got(() => undefined, one), got(async () => null, one)]);
    expect(another.status).toBe(one.conceals === true ? 404 : 403);
    expect([missing.body, none.body]).toEqual([another.body, another.body]);
    expect(another.events).toMatchObject([{ type: "denied", code: "author", reason: undefined, subject: "alice" }]);
    expect(missing.events).toMatchObject([{ type: "denied", code: "author", reason: "not found", subject: "alice" }]);
  });

  test("S-297 nothing is loaded, and nobody asked, before the principal is known", async () => {
    const load = vi.fn<() => Article>(() => own);
    expect((await got(load, author, [])).status).toBe(401);
    expect(load).not.toHaveBeenCalled();
  });

  test("what loading throws is a fault, and what it rejects is 401", async () => {
    await expect(got(() => Promise.reject(new RangeError("broken")))).rejects.toBeInstanceOf(RangeError);
    expect((await got(() => rejected("revoked") as never)).status).toBe(401);
  });

  test("it is loaded once, however many ask for it, by another policy too", async () => {
    const load = vi.fn<() => Article>(() => own);
    const one = authorized({ of: caller, policy: author }, {}, load);
    const also = map(one, (article) => article);
    const guarded = require(one, policy("again", (article: Article) => article === own));
    const handler = fakeSecurity()({ one, also, guarded }, ({ one, also, guarded }) => one === also && also === guarded);
    expect([(await ask(handler, alice)).body, load.mock.calls.length]).toEqual([true, 1]);
  });
});

describe("with a principal that may be absent", () => {
  const readable = policy("readable", (me: Caller | null, article: Article) => article.isPublic === true || article.author === me?.sub);
  const statusOf = async (article: Article | null, ...lines: string[]) => {
    const one = authorized({ of: optional(caller), policy: readable }, {}, () => article);
    return (
      await ask(
        fakeSecurity()({ one }, () => "in"),
        ...lines,
      )
    ).status;
  };

  test("S-297 nobody is told 401, also of what is not there; whoever is known is told 403", async () => {
    expect([await statusOf({ author: "bob", isPublic: true }), await statusOf(own), await statusOf(null)]).toEqual([200, 401, 401]);
    expect([await statusOf(own, alice), await statusOf(foreign, alice), await statusOf(null, alice)]).toEqual([200, 403, 403]);
  });
});

test("scopes, schemes and the policy reach the report", () => {
  const token = bearer({ scopes: ["write"], verify: (sub): Caller => ({ sub }) });
  const key = apiKeyHeader({ name: "x-key", verify: (sub): Caller => ({ sub }) });
  const one = authorized({ of: anyOf(scoped(token, "write"), key), policy: policies.all(author, policies.allowAny) }, {}, () => own);
  const secure = fakeSecurity();
  const report = secure.report(new FakeApp().add("GET", "/", [secure({ one }, () => "in")]));
  expect(report).toMatchObject([
    {
      requires: "HTTPBearer (write), if (author and anybody) or APIKeyHeader, if (author and anybody)",
      policies: ["(author and anybody)"],
      scopes: ["write"],
    },
  ]);
});

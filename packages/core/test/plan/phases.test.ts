import { beforeEach, describe, expect, test } from "vitest";
import {
  allOf,
  apiKeyHeader,
  bearer,
  Dependency,
  optional,
  provider,
  require,
  policy,
  Security,
  SecurityProvider,
  scoped,
} from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";

const log: string[] = [];
const note = <T>(word: string, value: T): T => (log.push(word), value);

const token = bearer({
  scopes: ["read", "write"],
  verify: async (text) => note("verify token", text === "bad" ? undefined : { sub: text, scopes: ["read"] }),
});
const key = apiKeyHeader({ name: "x-key", verify: (text) => note("verify key", text === "bad" ? undefined : { text }) });

/** Services that say when they are made. Made once at set-up, before the log is emptied. */
class Users {
  constructor() {
    log.push("make users");
  }
}
class Items {
  constructor() {
    log.push("make items");
  }
}
class CurrentUser extends SecurityProvider<string> {
  constructor() {
    super();
    log.push("make provider");
  }
  provide(@Security(token) { sub }: { sub: string }, @Dependency(Users) users: Users): string | undefined {
    return note("provide", users && sub !== "unknown" ? sub : undefined);
  }
}
const currentUser = provider({ token, users: Users }, ({ token }) => note("function", token.sub === "unknown" ? undefined : token.sub));
const kind = require(currentUser, policy("kind", (name) => note("policy", name !== "rude")));

class Controller {
  constructor() {
    log.push("make controller");
  }
  show(@Dependency(Items) items: Items, @Security(key) held: object, @Security(CurrentUser, "read") me: string): unknown {
    return note("handler", items && held && me);
  }
}

const good = "Authorization: Bearer alice";
const goodKey = "x-key: k";

describe.each([
  ["class style", () => fakeSecurity()(Controller, "show")],
  ["function style", () => fakeSecurity()({ items: Items, key, me: scoped(kind, "read"), user: CurrentUser }, () => note("handler", 1))],
])("%s", (_, declare) => {
  let handler: ReturnType<typeof declare>;
  beforeEach(() => {
    handler = declare();
    log.length = 0;
  });

  test.each([
    ["the token", [goodKey]],
    ["the key", [good]],
    ["both", []],
    ["the token, with a bad key", ["x-key: bad"]],
    ["the key, with a bad token", ["Authorization: Bearer bad"]],
  ])("all credentials are read before any is verified: without %s nothing is verified", async (_, lines) => {
    expect((await ask(handler, ...lines)).status).toBe(401);
    expect(log).toEqual([]);
  });

  test.each([
    ["x-key: bad", good],
    [goodKey, "Authorization: Bearer bad"],
  ])("all are verified before a provider or its service is touched: %s, %s", async (...lines) => {
    expect((await ask(handler, ...lines)).status).toBe(401);
    expect(log.filter((word) => !word.startsWith("verify"))).toEqual([]);
  });

  test("a provider that refuses: no service of the handler and no controller is made", async () => {
    expect((await ask(handler, "Authorization: Bearer unknown", goodKey)).status).toBe(401);
    expect(log).not.toContain("make items");
    expect(log).not.toContain("make controller");
    expect(log).not.toContain("handler");
  });

  test("granted: credentials, then providers with their services, then the handler's own services, then the handler", async () => {
    expect((await ask(handler, good, goodKey)).status).toBe(200);
    expect(log.slice(0, 2).sort()).toEqual(["verify key", "verify token"]);
    expect(log.indexOf("make users")).toBeLessThan(log.indexOf("make items"));
    expect(log.indexOf("provide")).toBeLessThan(log.indexOf("make items"));
    expect(log.at(-1)).toBe("handler");
    expect(new Set(log).size).toBe(log.length);
  });
});

test("scopes are checked before a provider's function runs or its service is made", async () => {
  const handler = fakeSecurity()({ me: scoped(currentUser, "write") }, () => "reached");
  log.length = 0;
  expect((await ask(handler, good)).status).toBe(403);
  expect(log).toEqual(["verify token"]);
});

test("a policy that denies keeps the handler's services and the controller unmade", async () => {
  const handler = fakeSecurity()({ me: kind, items: Items }, () => "reached");
  log.length = 0;
  expect((await ask(handler, "Authorization: Bearer rude")).status).toBe(403);
  expect(log).toEqual(["verify token", "make users", "function", "policy"]);
});

test("what is optional is read only after what is demanded was granted", async () => {
  const handler = fakeSecurity()({ maybe: optional(token), both: allOf({ key }) }, () => "reached");
  log.length = 0;
  expect((await ask(handler, good)).status).toBe(401);
  expect(log).toEqual([]);
  expect((await ask(handler, good, "x-key: bad")).status).toBe(401);
  expect(log).toEqual(["verify key"]);
});

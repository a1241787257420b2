import { apiKeyHeader, rejected, scoped, UnavailableError } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { describe, expect, test, vi } from "vitest";
import { apiKeys, memoryApiKeys } from "../../src/index.js";
import { frameworks, serve, visible, type Routes } from "./frames.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

const hour = 3_600;

function application() {
  const store = memoryApiKeys();
  let now = Date.now();
  const keys = apiKeys({ store, scopes: ["keys:write", "items:read"], clock: () => now });
  const service = apiKeyHeader({ name: "X-API-Key", ...keys.verifier });
  const issued: string[] = [];
  const routes: Routes = (secure) => ({
    "get /me": secure({ me: service }, ({ me }) => me),
    "get /items": secure({ me: scoped(service, "items:read") }, () => "items"),
    // Whose the new key is follows from who asks, whatever the body says.
    "post /keys": secure({ me: scoped(service, "keys:write") }, async ({ me }) => {
      const { key, info } = await keys.issue({ owner: me.owner, name: "another", expiresIn: hour });
      issued.push(key);
      return { key, info };
    }),
  });
  const pass = (seconds: number) => void (now += seconds * 1_000);
  return { store, keys, issued, routes, pass };
}

const field = (key: string) => [`X-API-Key: ${key}`];

describe.each(frameworks)("API keys on %s", (framework) => {
  test("G4 a key yields its holder, and a scope that it lacks is 403", async () => {
    const { keys, routes } = application();
    await using app = await serve(framework, routes);
    const { key, info } = await keys.issue({ owner: "alice", name: "backup", scopes: ["items:read"], expiresIn: hour });
    const me = await app.ask("GET /me", [`x-api-KEY: ${key}`]);
    expect([me.status, JSON.parse(me.body)]).toEqual([200, { id: info.id, owner: "alice", name: "backup", scopes: ["items:read"] }]);
    expect((await app.ask("GET /items", field(key))).status).toBe(200);
    const lacking = await app.ask("POST /keys", field(key));
    expect([lacking.status, lacking.body]).toEqual([403, expect.stringContaining("insufficient_scope")]);
  });

  test("S-055 S-064 G4 wrong, unknown, malformed, revoked and expired keys get the same answer, byte for byte, at once", async () => {
    const { keys, routes, pass } = application();
    await using app = await serve(framework, routes);
    const issue = () => keys.issue({ owner: "alice", name: "", scopes: ["items:read"], expiresIn: hour });
    const [expired, revoked, living] = [await issue(), await issue(), await issue()];
    const unknown = await application().keys.issue({ owner: "alice", name: "", expiresIn: "never" });
    expect((await app.ask("GET /me", field(revoked.key))).status).toBe(200);
    await keys.revoke({ id: revoked.info.id, owner: "alice" });
    const early = [
      await app.ask("GET /me", field(revoked.key)),
      await app.ask("GET /me", field(unknown.key)),
      await app.ask("GET /me", field("x")),
    ];
    expect((await app.ask("GET /me", field(expired.key))).status).toBe(200);
    pass(hour);
    const answers = [...early, await app.ask("GET /me", field(expired.key)), await app.ask("GET /me", field(living.key))];
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
    expect([answers[0]?.status, answers.flatMap((answer) => fieldsOf(answer, "www-authenticate"))]).toEqual([
      401,
      answers.map(() => 'APIKey realm="api"'),
    ]);
    expect(JSON.stringify(app.events)).toContain("revoked_api_key");
    for (const { key } of [expired, revoked, living, unknown]) expect(JSON.stringify(app.events)).not.toContain(key.slice(21, 64));
  });

  test("S-064 CVE-2025-61928 a call without a key that names somebody in its body: 401, and nothing is stored", async () => {
    const { keys, routes, issued, store } = application();
    await using app = await serve(framework, routes);
    const body = JSON.stringify({ userId: "victim", owner: "victim", id: "x" });
    const type = "Content-Type: application/json";
    const add = vi.spyOn(store, "add");
    expect((await app.ask("POST /keys", [type], body)).status).toBe(401);
    expect((await app.ask("POST /keys?userId=victim", [type, "X-User-Id: victim"], body)).status).toBe(401);
    expect([add.mock.calls, issued, await keys.list("victim")]).toEqual([[], [], []]);
    const { key } = await keys.issue({ owner: "mallory", name: "", scopes: ["keys:write"], expiresIn: hour });
    expect((await app.ask("POST /keys", [type, ...field(key)], body)).status).toBe(200);
    expect([(await keys.list("victim")).length, (await keys.list("mallory")).length]).toEqual([0, 2]);
  });

  test("a store that is down: 503 with Retry-After, never 401", async () => {
    const { keys, routes, store } = application();
    await using app = await serve(framework, routes);
    const { key } = await keys.issue({ owner: "alice", name: "", expiresIn: hour });
    vi.spyOn(store, "find").mockImplementation(() => Promise.reject(new UnavailableError("down", { retryAfter: 3 })));
    const answer = await app.ask("GET /me", field(key));
    expect([answer.status, fieldsOf(answer, "retry-after"), fieldsOf(answer, "www-authenticate")]).toEqual([503, ["3"], []]);
  });

  test("a verifier of one's own may ask the container for the keys", async () => {
    const { keys } = application();
    const service = apiKeyHeader({
      name: "X-API-Key",
      verify: async (key) => {
        const outcome = await keys.verify(key);
        return outcome.kind === "granted" && outcome.value.owner === "blocked" ? rejected("blocked_owner") : outcome;
      },
    });
    await using app = await serve(framework, (secure) => ({ "get /me": secure({ me: service }, ({ me }) => me.owner) }));
    const keyOf = async (owner: string) => (await keys.issue({ owner, name: "", expiresIn: hour })).key;
    expect((await app.ask("GET /me", field(await keyOf("alice")))).status).toBe(200);
    expect((await app.ask("GET /me", field(await keyOf("blocked")))).status).toBe(401);
  });
});

import { provider, rejected, resource, type SecurityEvent } from "@ampoule/core";
import { container } from "tsyringe";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Database, download, lease, snapshot, transaction } from "../../src/guide/graphs/resources.js";
import { accessToken, both, currentUser, ids, Journal, page, type Ids, type Page } from "../../src/guide/graphs/sharing.js";
import { Keys } from "../../src/guide/services.js";
import { Sessions } from "../../src/tutorial/sessions.js";
import { onExpress } from "./express.js";

for (const shared of [Sessions, Keys, Journal, Database]) container.registerSingleton<object>(shared);
const token = `Authorization: Bearer ${container.resolve(Sessions).open("1", [])}`;
const key = `X-API-Key: ${container.resolve(Keys).issue("reports")}`;
const { entries } = container.resolve(Journal);
const { log } = container.resolve(Database);
afterEach(() => {
  entries.length = 0;
  log.length = 0;
});

describe("needs", () => {
  test("run children before parents, left to right, each once", async () => {
    await using app = await onExpress((app, secure) => {
      app.use(secure.guard(currentUser));
      app.get(
        "/",
        secure({ page, me: currentUser }, ({ page }): Page => page),
      );
    });
    expect((await app.ask("GET /", token)).body).toEqual({ for: "Alice", in: "de" });
    expect(entries).toEqual(["currentUser", "settings", "page"]);
  });

  test("wait for every credential: without one of two nothing runs", async () => {
    await using app = await onExpress((app, secure) =>
      app.get(
        "/",
        secure({ both }, ({ both }) => both),
      ),
    );
    expect(await app.ask("GET /", token)).toMatchObject({ status: 401, challenge: 'APIKey realm="api"' });
    expect(await app.ask("GET /")).toMatchObject({ status: 401, challenge: 'Bearer realm="api", APIKey realm="api"' });
    expect(entries).toEqual([]);
    expect((await app.ask("GET /", token, key)).body).toEqual({ user: { for: "Alice", in: "de" }, by: { name: "reports" } });
  });

  test("share, unless a use is fresh", async () => {
    await using app = await onExpress((app, secure) =>
      app.get(
        "/",
        secure({ ids }, ({ ids }): Ids => ids),
      ),
    );
    const { one, same, other } = (await app.ask("GET /", token)).body as Ids;
    expect([one.id === same.id, one.id === other.id]).toEqual([true, false]);
  });

  test("that go in a circle do not start", async () => {
    const needs: Record<string, ReturnType<typeof provider>> = { token: accessToken as never };
    const first = provider(needs, () => 1);
    needs["second"] = provider({ first }, () => 2);
    await expect(
      onExpress((app, secure) =>
        app.get(
          "/",
          secure({ first }, () => null),
        ),
      ),
    ).rejects.toMatchObject({ code: "cycle" });
  });
});

const resources = () =>
  onExpress((app, secure) => {
    const needs = { snapshot, transaction, lease, db: Database };
    const no = provider({ transaction }, () => rejected("no"));
    app.get(
      "/works",
      secure(needs, ({ transaction }) => (transaction.write("a"), "done")),
    );
    app.get(
      "/fails",
      secure(needs, () => Promise.reject(new RangeError("of the handler"))),
    );
    app.get(
      "/refused",
      secure({ snapshot, no }, () => "never"),
    );
    app.get(
      "/streams",
      secure(needs, ({ snapshot: { rows }, db }) => download({ rows, db })),
    );
  });
const opening = ["open snapshot", "begin", "take lease"];

describe("resources", () => {
  test.each([
    ["/works", 200, [...opening, "write a", "commit", "give lease back", "close snapshot"]],
    ["/fails", 500, [...opening, "rollback", "give lease back", "close snapshot"]],
    ["/refused", 401, ["open snapshot", "begin", "rollback", "close snapshot"]],
    ["/streams", 200, [...opening, "commit", "send a", "send b", "give lease back", "close snapshot"]],
  ])("of %s are closed last first; the handler's before the answer", async (path, status, expected) => {
    await using app = await resources();
    expect((await app.ask(`GET ${path}`, token)).status).toBe(status);
    await vi.waitFor(() => expect(log).toEqual(expected));
  });

  test("are not opened for who may not pass", async () => {
    await using app = await resources();
    expect((await app.ask("GET /works", "Authorization: Bearer bad")).status).toBe(401);
    expect(log).toEqual([]);
  });

  test.each([
    ["handler", 500],
    ["request", 200],
  ] as const)("of lifetime %s: a failure to close is %i", async (lifetime, status) => {
    const events: SecurityEvent[] = [];
    const failing = resource(
      { token: accessToken },
      function* () {
        yield 1;
        throw new RangeError("late");
      },
      { lifetime },
    );
    const onEvent = (event: SecurityEvent) => void events.push(event);
    await using app = await onExpress(
      (app, secure) =>
        app.get(
          "/",
          secure({ failing }, () => "done"),
        ),
      { onEvent },
    );
    expect((await app.ask("GET /", token)).status).toBe(status);
    await vi.waitFor(() => expect(events.map(({ type, code }) => [type, code])).toContainEqual(["fault", "RangeError"]));
  });

  test("that need what is closed before them do not start", async () => {
    const long = resource({ transaction }, function* long() {
      yield 1;
    });
    await expect(
      onExpress((app, secure) =>
        app.get(
          "/",
          secure({ long }, () => 1),
        ),
      ),
    ).rejects.toMatchObject({ code: "captured_request" });
  });
});

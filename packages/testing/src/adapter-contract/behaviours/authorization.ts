import type { SecurityEvent } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { forbidden, notAuthenticated } from "../answers.js";
import { applicationOf } from "../application.js";
import type { AdapterHarness } from "../harness.js";
import { fieldsOf, type RawResponse } from "../../raw-http.js";
import { articles, as, publisher, userStore } from "./articles.js";

const seen = (response: RawResponse) => ({
  status: response.status,
  body: response.body,
  contentType: fieldsOf(response, "content-type").join(),
  cacheControl: fieldsOf(response, "cache-control").join(),
  challenge: fieldsOf(response, "www-authenticate")[0],
});
const { reached: _, ...denied } = forbidden;
const { reached: __, ...nobody } = notAuthenticated('Bearer realm="api"');

/** The publisher, and what its operator hears. */
async function serve(harness: AdapterHarness) {
  const users = userStore();
  const events: SecurityEvent[] = [];
  const app = await applicationOf(harness, publisher(users), { onEvent: (event) => void events.push(event) });
  const statusOf = async (method: string, target: string, who: string, roles?: unknown) =>
    (await app.send({ method, target, fields: [as(who, roles)] })).status;
  return { app, users, events, statusOf, [Symbol.asyncDispose]: () => app.close() };
}

export function describeAuthorization(harness: AdapterHarness): void {
  describe("roles and policies", () => {
    describeAnswers(harness);
    describeNames(harness);
    describeLoosening(harness);
    describeLiveRoles(harness);
    describeTenants(harness);
    describeHandlers(harness);
  });
}

function describeAnswers(harness: AdapterHarness): void {
  test("S-297 nobody is 401, also of what is not theirs; who is known is 403, without a hint and without the reason", async () => {
    await using served = await serve(harness);
    for (const [method, target] of [
      ["GET", "/live"],
      ["GET", "/writers"],
      ["PUT", "/tenants/acme/articles/1"],
      ["PUT", "/handled/2"],
      ["GET", "/tenants/acme/home"],
    ] as const) {
      expect(seen(await served.app.send({ method, target })), target).toEqual(nobody);
      const known = await served.app.send({ method, target, fields: [as(target.endsWith("home") ? "eve" : "bob")] });
      expect(seen(known), target).toEqual(denied);
    }
  });

  test("H6 each owner may edit their own in their tenant, the admin all of it, and nobody else anything: declared, and in the handler", async () => {
    await using served = await serve(harness);
    const editable: Record<string, readonly string[]> = {
      alice: ["1"],
      bob: [],
      chief: ["1", "2"],
      eve: ["4"],
      root: ["1", "2"],
      stray: [],
      odd: [],
    };
    for (const [who, own] of Object.entries(editable)) {
      for (const { id, tenant } of articles) {
        const expected = own.includes(id) ? 200 : 403;
        expect(await served.statusOf("PUT", `/tenants/${tenant}/articles/${id}`, who), `${who} ${id}`).toBe(expected);
        expect(await served.statusOf("PUT", `/handled/${id}`, who), `${who} ${id} in the handler`).toBe(expected);
        expect(await served.statusOf("PUT", `/hidden/${id}`, who), `${who} ${id}, hidden`).toBe(expected === 200 ? 200 : 404);
      }
      expect((await served.app.get("/asked/1", as(who))).body, who).toBe(JSON.stringify(own));
    }
  });

  test("X-20 what is foreign and what is not there look alike, to the byte, as 403 or as 404", async () => {
    await using served = await serve(harness);
    for (const path of ["/tenants/acme/articles/", "/handled/", "/hidden/"]) {
      const [foreign, missing] = await Promise.all(
        ["2", "99"].map((id) => served.app.send({ method: "PUT", target: `${path}${id}`, fields: [as("alice")] })),
      );
      expect(foreign && seen(foreign), path).toEqual(missing && seen(missing));
      expect(foreign?.status).toBe(path === "/hidden/" ? 404 : 403);
    }
    expect(JSON.parse((await served.app.send({ method: "PUT", target: "/hidden/99", fields: [as("alice")] })).body)).toEqual({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      detail: "Not found",
      code: "not_found",
    });
  });

  test("S-315 the operator hears which policy denied, and why", async () => {
    await using served = await serve(harness);
    for (const target of ["/tenants/acme/articles/2", "/handled/2"]) await served.statusOf("PUT", target, "alice");
    const name = "(role editor and same tenant and (author or role admin))";
    const denial = { type: "denied", method: "PUT", status: 403, code: name, reason: "author; has editor", subject: "alice" };
    expect(served.events.filter(({ type }) => type === "denied")).toMatchObject([
      { ...denial, route: "PUT /tenants/:tenant/articles/:id" },
      { ...denial, route: "PUT /handled/:id" },
    ]);
  });

  test("H9 the use of a super role is told, declared and in the handler", async () => {
    await using served = await serve(harness);
    for (const target of ["/tenants/acme/articles/2", "/handled/2"]) expect(await served.statusOf("PUT", target, "root")).toBe(200);
    const uses = served.events.filter(({ type }) => type === "super_role");
    expect(uses.map(({ route, reason, subject }) => [route, reason, subject])).toEqual([
      ["PUT /tenants/:tenant/articles/:id", "root", "root"],
      ["PUT /handled/:id", "root", "root"],
    ]);
  });

  test("the report tells roles, permissions and policies", async () => {
    await using served = await serve(harness);
    const requires = new Map(served.app.report().map(({ path, requires }) => [path, requires]));
    expect([requires.get("/live"), requires.get("/writers"), requires.get("/levels/admin"), requires.get("/tenants/:tenant/home")]).toEqual(
      [
        "HTTPBearer, if role editor",
        "HTTPBearer, if permission article:write",
        "HTTPBearer, if role editor and role admin",
        "HTTPBearer, if same tenant",
      ],
    );
  });
}

function describeNames(harness: AdapterHarness): void {
  test("S-292 S-294 S-295 names that are nearly a role, wildcards, and names of prototypes hold nothing", async () => {
    await using served = await serve(harness);
    expect([await served.statusOf("GET", "/live", "odd"), await served.statusOf("GET", "/writers", "odd")]).toEqual([403, 403]);
    for (const role of [
      "Editor",
      "editorx",
      "edito",
      "*",
      "e*",
      ".*",
      "__proto__",
      "constructor",
      "toString",
      "editor,admin",
      "editor ",
      "editor member",
    ])
      expect(await served.statusOf("GET", "/stale", "x", [role]), role).toBe(403);
    expect(await served.statusOf("GET", "/stale", "x", ["member", "editor"])).toBe(200);
  });

  test("S-293 roles of another shape hold nothing", async () => {
    await using served = await serve(harness);
    for (const roles of [{ editor: true }, { 0: "editor", length: 1 }, [["editor"]], [{ name: "editor" }], 1, true, null])
      expect(await served.statusOf("GET", "/stale", "x", roles), JSON.stringify(roles)).toBe(403);
  });

  test("F7 H8 roles, users and tenants that a client names elsewhere count for nothing", async () => {
    await using served = await serve(harness);
    const fields = [
      "X-Role: admin",
      "X-Roles: editor",
      "X-User: alice",
      "X-Tenant: acme",
      "X-Api-Key: secret",
      "Allow_access: true",
      "Cookie: role=admin; roles=editor",
    ];
    const target = "/live?role=admin&roles=editor&roles[]=admin&is_superuser=true&user=alice";
    expect(seen(await served.app.get(target, as("bob"), ...fields))).toEqual(denied);
    const body = JSON.stringify({ role: "admin", roles: ["editor"], is_superuser: true, is_staff: true, author: "bob", tenant: "acme" });
    const put = await served.app.send({
      method: "PUT",
      target: "/handled/1",
      fields: [as("bob"), "Content-Type: application/json", ...fields],
      body,
    });
    expect(seen(put)).toEqual(denied);
  });
}

function describeLoosening(harness: AdapterHarness): void {
  test("S-298 H2 a parent's role and a child's add up: a child cannot loosen", async () => {
    await using served = await serve(harness);
    const statuses = async (who: string) =>
      Promise.all(["open", "member", "admin"].map((path) => served.statusOf("GET", `/levels/${path}`, who)));
    expect([await statuses("bob"), await statuses("alice"), await statuses("chief")]).toEqual([
      [403, 403, 403],
      [200, 200, 403],
      [200, 200, 200],
    ]);
  });
}

function describeLiveRoles(harness: AdapterHarness): void {
  test("S-312 H7 a role that is taken away is gone with the next request where it is read live; one in a token stays as long as the token", async () => {
    await using served = await serve(harness);
    const statuses = async () => [
      await served.statusOf("GET", "/live", "alice"),
      await served.statusOf("PUT", "/tenants/acme/articles/1", "alice"),
      await served.statusOf("GET", "/stale", "alice", ["editor"]),
    ];
    expect(await statuses()).toEqual([200, 200, 200]);
    served.users.set("alice", { id: "alice", tenant: "acme", roles: ["member"] });
    expect(await statuses()).toEqual([403, 403, 200]);
    served.users.set("alice", { id: "alice", tenant: "acme", roles: ["admin"] });
    expect(await statuses()).toEqual([200, 200, 200]);
    served.users.delete("alice");
    expect(await statuses()).toEqual([401, 401, 200]);
  });
}

function describeTenants(harness: AdapterHarness): void {
  test.each([
    ["acme", "alice", 200],
    ["umbrella", "alice", 403],
    ["umbrella", "eve", 200],
    ["acme", "eve", 403],
    ["Acme", "alice", 403],
    ["acme%00", "alice", 403],
    ["%61cme", "alice", 200],
    ["null", "stray", 403],
    ["undefined", "stray", 403],
  ])("S-311 the tenant %s of the path is asked of %s: %i", async (tenant, who, status) => {
    await using served = await serve(harness);
    expect(await served.statusOf("GET", `/tenants/${tenant}/home`, who)).toBe(status);
  });

  test("S-311 another tenant in the query changes nothing, and another one's article is denied below the own tenant's path", async () => {
    await using served = await serve(harness);
    expect(await served.statusOf("GET", "/tenants/umbrella/home?tenant=acme", "alice")).toBe(403);
    expect(await served.statusOf("PUT", "/tenants/acme/articles/3", "alice")).toBe(403);
  });
}

function describeHandlers(harness: AdapterHarness): void {
  test("D1 H3 an answer that nobody awaits ends the request as a fault", async () => {
    await using served = await serve(harness);
    const response = await served.app.get("/forgotten", as("alice"));
    expect([response.status, response.body.includes("edited")]).toEqual([500, false]);
    expect(served.app.faults).toMatchObject([{ name: "TypeError", message: expect.stringContaining("was not awaited") }]);
  });
}

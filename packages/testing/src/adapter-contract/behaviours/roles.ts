import { describe, expect, test } from "vitest";
import type { AdapterHarness } from "../harness.js";
import { as } from "./articles.js";
import { denied, seen, servePublisher } from "./publisher.js";

export function describeRoles(harness: AdapterHarness): void {
  describe("roles", () => {
    describeNames(harness);
    describeLoosening(harness);
    describeLiveRoles(harness);
    describeTenants(harness);
  });
}

function describeNames(harness: AdapterHarness): void {
  test("S-292 S-294 S-295 names that are nearly a role, wildcards, and names of prototypes hold nothing", async () => {
    await using served = await servePublisher(harness);
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
    await using served = await servePublisher(harness);
    for (const roles of [{ editor: true }, { 0: "editor", length: 1 }, [["editor"]], [{ name: "editor" }], 1, true, null])
      expect(await served.statusOf("GET", "/stale", "x", roles), JSON.stringify(roles)).toBe(403);
  });

  test("F7 H8 roles, users and tenants that a client names elsewhere count for nothing", async () => {
    await using served = await servePublisher(harness);
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
    await using served = await servePublisher(harness);
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
    await using served = await servePublisher(harness);
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
    await using served = await servePublisher(harness);
    expect(await served.statusOf("GET", `/tenants/${tenant}/home`, who)).toBe(status);
  });

  test("S-311 another tenant in the query changes nothing, and another one's article is denied below the own tenant's path", async () => {
    await using served = await servePublisher(harness);
    expect(await served.statusOf("GET", "/tenants/umbrella/home?tenant=acme", "alice")).toBe(403);
    expect(await served.statusOf("PUT", "/tenants/acme/articles/3", "alice")).toBe(403);
  });
}

import { describe, expect, test } from "vitest";
import type { AdapterHarness } from "../harness.js";
import { articles, as } from "./articles.js";
import { denied, nobody, seen, servePublisher } from "./publisher.js";

export function describeAuthorization(harness: AdapterHarness): void {
  describe("policies over resources", () => {
    describeAnswers(harness);
    describeHandlers(harness);
  });
}

function describeAnswers(harness: AdapterHarness): void {
  test("S-297 nobody is 401, also of what is not theirs; who is known is 403, without a hint and without the reason", async () => {
    await using served = await servePublisher(harness);
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
    await using served = await servePublisher(harness);
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
    await using served = await servePublisher(harness);
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
    await using served = await servePublisher(harness);
    for (const target of ["/tenants/acme/articles/2", "/handled/2"]) await served.statusOf("PUT", target, "alice");
    const name = "(role editor and same tenant and (author or role admin))";
    const denial = { type: "denied", method: "PUT", status: 403, code: name, reason: "author; has editor", subject: "alice" };
    expect(served.events.filter(({ type }) => type === "denied")).toMatchObject([
      { ...denial, route: "PUT /tenants/:tenant/articles/:id" },
      { ...denial, route: "PUT /handled/:id" },
    ]);
  });

  test("H9 the use of a super role is told, declared and in the handler", async () => {
    await using served = await servePublisher(harness);
    for (const target of ["/tenants/acme/articles/2", "/handled/2"]) expect(await served.statusOf("PUT", target, "root")).toBe(200);
    const uses = served.events.filter(({ type }) => type === "super_role");
    expect(uses.map(({ route, reason, subject }) => [route, reason, subject])).toEqual([
      ["PUT /tenants/:tenant/articles/:id", "root", "root"],
      ["PUT /handled/:id", "root", "root"],
    ]);
  });

  test("the report tells roles, permissions and policies", async () => {
    await using served = await servePublisher(harness);
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

function describeHandlers(harness: AdapterHarness): void {
  test("D1 H3 an answer that nobody awaits ends the request as a fault", async () => {
    await using served = await servePublisher(harness);
    const response = await served.app.get("/forgotten", as("alice"));
    expect([response.status, response.body.includes("edited")]).toEqual([500, false]);
    expect(served.app.faults).toMatchObject([{ name: "TypeError", message: expect.stringContaining("was not awaited") }]);
  });
}

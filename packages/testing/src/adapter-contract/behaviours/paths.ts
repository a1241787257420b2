import { bearer } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness, Router } from "../harness.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";

/** Ways to write a guarded path that a router, a guard or a proxy may read differently. */
const spellings = [
  "//guarded/x",
  "/guarded//x",
  "/%67uarded/x",
  "/y/../guarded/x",
  "/y/%2e%2e/guarded/x",
  "/./guarded/x",
  "/GUARDED/x",
  "/Guarded/X",
  "/guarded/x/",
  "/guarded/x;a=1",
  "/guarded/x%00",
  "/guarded%2fx",
  "/guarded/x?",
  "/guarded/x?a=/../health",
  "/guarded/x#/health",
  "http://localhost/guarded/x",
];

/** Methods that routers and proxies treat in ways of their own. */
const methods = ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "PURGE", "LINK", "OPTIONS", "HEAD", "POST"];

function add({ secure, route, use, plain }: Router, reached: () => void): void {
  route(
    "GET",
    "/health",
    secure.open(() => ({ ok: true })),
  );
  use("/guarded", secure.guard(token));
  plain("GET", "/guarded/x");
  route(
    "GET",
    "/bound/x",
    secure({ token }, () => reached()),
  );
  route(
    "ALL",
    "/any/x",
    secure({ token }, () => reached()),
  );
}

export function describePaths(harness: AdapterHarness): void {
  describe("paths and methods", () => {
    test.each(spellings)("S-029 %s without credentials is never answered by what is guarded", async (target) => {
      let reached = 0;
      await using app = await applicationOf(harness, (router) => add(router, () => (reached += 1)));
      for (const path of [target, target.replace(/guarded/i, "bound")]) {
        const { status, body } = await app.get(path);
        expect([400, 401, 404, 501], path).toContain(status);
        expect(body).not.toContain("plain");
      }
      expect(reached).toBe(0);
    });

    test.each(methods)("S-030 %s without credentials never reaches a handler", async (method) => {
      let reached = 0;
      await using app = await applicationOf(harness, (router) => add(router, () => (reached += 1)));
      for (const target of ["/any/x", "/bound/x", "/guarded/x"]) {
        const { status, body } = await app.send({ method, target });
        if (target === "/any/x") expect([401, 501], target).toContain(status);
        expect(body).not.toContain("plain");
      }
      expect(reached).toBe(0);
    });

    test("S-026 a preflight is answered by CORS before security; any other OPTIONS follows the route", async () => {
      let reached = 0;
      await using app = await applicationOf(harness, (router) => {
        router.first(router.secure.cors({ origins: ["https://app.test"], headers: ["Authorization"] }));
        add(router, () => (reached += 1));
      });
      const origin = "Origin: https://app.test";
      const preflight = await app.send({
        method: "OPTIONS",
        target: "/any/x",
        fields: [origin, "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization"],
      });
      expect([preflight.status, only(preflight, "access-control-allow-origin"), reached]).toEqual([204, "https://app.test", 0]);
      const refused = await app.get("/any/x", origin);
      expect([refused.status, only(refused, "access-control-allow-origin")]).toEqual([401, "https://app.test"]);
      expectRefusal(refused);
    });

    test("S-026 without CORS, OPTIONS is not exempt, whatever headers it names", async () => {
      let reached = 0;
      await using app = await applicationOf(harness, (router) => add(router, () => (reached += 1)));
      const fields = ["Origin: https://app.test", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization"];
      expect((await app.send({ method: "OPTIONS", target: "/any/x", fields })).status).toBe(401);
      expect(reached).toBe(0);
      expect((await app.send({ method: "OPTIONS", target: "/any/x", fields: [alice] })).status).toBe(200);
    });

    test("S-021 a realm with quotes and backslashes is escaped", async () => {
      await using app = await applicationOf(harness, (router) => add(router, () => {}), { realm: 'the "inner" \\ realm' });
      expect(only(await app.get("/bound/x"), "www-authenticate")).toBe('Bearer realm="the \\"inner\\" \\\\ realm"');
    });
  });
}

import { optional, scoped } from "@ampoule/core";
import { allowUnmarked } from "@ampoule/core/adapter";
import { describe, expect, test } from "vitest";
import { applicationOf, type ApplicationOptions } from "../application.js";
import type { AdapterHarness, Router } from "../harness.js";
import { refusals } from "./refusals.js";
import { Inherits, Odd, plainToken, scopedToken, Secures } from "./secured-classes.js";
import { addReached, wrongPaths } from "./wrong-paths.js";

const badOptions: readonly (readonly [string, ApplicationOptions])[] = [
  ["S-021 a realm with a line break", { realm: "a\r\nb" }],
  ["S-021 a realm with a NUL", { realm: "a\0b" }],
  ["a time-out that never strikes", { timeout: Number.POSITIVE_INFINITY }],
  ["a time-out of nothing", { timeout: 0 }],
  ["a container that cannot resolve", { container: {} as never }],
];

const nothing = (): null => null;

function addEverything({ secure, route, use, nest, plain }: Router): void {
  const writer = scoped(scopedToken, "write");
  route("GET", "/health", secure.open(nothing));
  route("POST", "/items", secure({ me: writer }, nothing));
  route("GET", "/maybe", secure({ me: optional(plainToken) }, nothing));
  route("ALL", "/every", secure({ me: plainToken }, nothing));
  use("/admin", secure.guard(scopedToken, "read"));
  plain("GET", "/admin/plain");
  nest("/admin", (admin) => admin.route("DELETE", "/items/:id", secure({ me: writer }, nothing)));
}

export function describeStartUp(harness: AdapterHarness): void {
  describe("refuses to start", () => {
    test.each([...refusals, ...wrongPaths])("$title", async ({ add, code, words }) => {
      const error: unknown = await applicationOf(harness, add).catch((fault: unknown) => fault);
      expect(error).toMatchObject({ name: "ConfigurationError", code });
      for (const word of words) expect((error as Error).message).toContain(word);
    });

    test.each(badOptions)("%s", async (_, options) => {
      await expect(applicationOf(harness, () => {}, options)).rejects.toMatchObject({ code: "invalid_option" });
    });

    test("a route that is called before the application was sealed is a fault that names the mend", async () => {
      let reached = 0;
      const add = ({ secure, route }: Router) =>
        route(
          "GET",
          "/",
          secure.open(() => (reached += 1)),
        );
      await using app = await applicationOf(harness, add, { seal: false });
      expect((await app.get("/")).status).toBe(500);
      expect(app.faults).toMatchObject([{ code: "not_sealed", message: expect.stringContaining("secure.seal(app)") as string }]);
      expect(reached).toBe(0);
    });

    test("exceptions from the rule are named one by one, and stale ones are refused", async () => {
      const add = ({ plain }: Router) => plain("GET", "/legacy");
      await using app = await applicationOf(harness, add, { seal: { [allowUnmarked]: ["GET /legacy"] } });
      expect((await app.get("/legacy")).body).toBe('{"plain":true}');
      expect(app.report()).toMatchObject([{ path: "/legacy", access: "unmarked" }]);
      const stale = applicationOf(harness, add, { seal: { [allowUnmarked]: ["GET /legacy", "GET /gone"] } });
      await expect(stale).rejects.toThrow("GET /gone");
    });
  });

  describe("starts", () => {
    test("S-299 an inherited secured method stays secured, and so does an override that secures itself", async () => {
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route("GET", "/inherits", secure(Inherits, "show"));
        route("GET", "/secures", secure(Secures, "show"));
      });
      expect((await app.get("/inherits")).status).toBe(401);
      expect((await app.get("/inherits", "Authorization: Bearer a")).body).toBe('"a"');
      expect((await app.get("/secures")).status).toBe(401);
      expect((await app.get("/secures", "Authorization: Bearer a")).body).toBe('"a!"');
    });

    test("H3 S-164 what is found at its path, and endpoints that are each mounted for their own method", async () => {
      await using app = await applicationOf(harness, addReached);
      const ask = async (method: string, target: string) => (await app.send({ method, target, fields: ["Authorization: Bearer a"] })).body;
      expect(await ask("GET", "/tenants/acme/items/new")).toBe('"new"');
      expect(await ask("GET", "/tenants/acme/items/7")).toBe('"7"');
      expect(await ask("POST", "/tenants/acme/items/8")).toBe('"8"');
      expect([await ask("POST", "/in"), await ask("GET", "/in"), await ask("POST", "/out")]).toEqual(['"in"', '"got"', '"in"']);
    });

    test("S-307 needs and methods with names that only look dangerous", async () => {
      await using app = await applicationOf(harness, ({ secure, route }) => {
        const needs = { constructor: plainToken, toString: plainToken };
        route("GET", "/method", secure(Odd, "hasOwnProperty"));
        route(
          "GET",
          "/needs",
          secure(needs, ({ constructor, toString }) => constructor === toString),
        );
      });
      expect((await app.get("/method", "Authorization: Bearer a")).body).toBe("true");
      expect((await app.get("/needs", "Authorization: Bearer a")).body).toBe("true");
    });

    test("S-300 the report lists every route with what it requires", async () => {
      await using app = await applicationOf(harness, addEverything);
      const rows = app.report().map(({ method, path, access, requires }) => `${method} ${path}: ${access} ${requires}`);
      expect(rows.toSorted()).toEqual([
        "ALL /every: secured HTTPBearer",
        "DELETE /admin/items/:id: secured HTTPBearer (read write)",
        "GET /admin/plain: secured HTTPBearer (read)",
        "GET /health: open ",
        "GET /maybe: optional HTTPBearer or nothing",
        "POST /items: secured HTTPBearer (write)",
      ]);
      const post = app.report().find(({ method }) => method === "POST");
      expect(post).toMatchObject({ schemes: ["HTTPBearer"], scopes: ["write"], policies: [] });
    });
  });
}

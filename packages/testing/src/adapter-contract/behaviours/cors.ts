import { describe, expect, test } from "vitest";
import { only } from "../check.js";
import type { AdapterHarness } from "../harness.js";
import { alice, origin, page, policy, preflight, readable, sharing, statuses, told } from "./sharing.js";

export function describeCors(harness: AdapterHarness): void {
  describe("pages of other origins", () => {
    test("S-263 I2 without a policy no answer has a field of CORS, nor is a preflight anything else than an OPTIONS", async () => {
      await using app = await sharing(harness, undefined);
      for (const target of Object.keys(statuses)) expect(told(await app.get(target, origin(page), alice)), target).toEqual({});
      const asked = await preflight(app, "/any", origin(page));
      expect([asked.status, told(asked)]).toEqual([401, {}]);
    });

    test("S-264 S-278 S-279 S-284 every answer to a page that may says so: 200, 401, 403, 404, 429, 500 and 503", async () => {
      await using app = await sharing(harness, policy);
      for (const [target, status] of Object.entries(statuses)) {
        const response = await app.get(target, origin(page), alice);
        expect([target, response.status, told(response)]).toEqual([target, status, readable]);
      }
      const anonymous = await app.get("/me", origin(page));
      expect([anonymous.status, told(anonymous)]).toEqual([401, readable]);
      const head = await app.send({ method: "HEAD", target: "/open", fields: [origin(page)] });
      expect(told(head)).toEqual(readable);
    });

    test("S-266 without an Origin the answer still depends on it", async () => {
      await using app = await sharing(harness, policy);
      expect(told(await app.get("/open"))).toEqual({ vary: "Origin" });
      expect(told(await app.get("/nowhere"))).toEqual({ vary: "Origin" });
    });

    test("S-271 S-273 S-274 a preflight is answered before anything else, with what the policy says and nothing of what was asked", async () => {
      await using app = await sharing(harness, policy);
      for (const target of ["/any", "/me", "/nowhere"]) {
        const asked = await preflight(app, target, origin(page));
        expect([asked.status, asked.body, only(asked, "www-authenticate")]).toEqual([204, "", undefined]);
        expect(told(asked)).toEqual({
          "allow-origin": page,
          "allow-credentials": "true",
          "allow-methods": "GET, PUT",
          "allow-headers": "Authorization, Content-Type",
          "max-age": "60",
          vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        });
      }
      expect(app.reached()).toBe(0);
    });

    test.each(["https://evil.test", "null"])("S-272 a preflight of %s is told nothing, and reaches nothing", async (stranger) => {
      await using app = await sharing(harness, policy);
      const asked = await preflight(app, "/any", origin(stranger), alice);
      const vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
      expect([asked.status, told(asked), app.reached()]).toEqual([204, { vary }, 0]);
    });

    test("S-275 an OPTIONS that is no preflight is a request like others", async () => {
      await using app = await sharing(harness, policy);
      const options = (...fields: string[]) => app.send({ method: "OPTIONS", target: "/any", fields });
      const plain = await options(origin(page));
      expect([plain.status, told(plain)]).toEqual([401, readable]);
      expect((await options("Access-Control-Request-Method: GET")).status).toBe(401);
      expect((await options(origin(page), alice)).status).toBe(200);
      expect(app.reached()).toBe(1);
      const other = await app.send({ method: "GET", target: "/me", fields: [origin(page), "Access-Control-Request-Method: GET"] });
      expect(other.status).toBe(401);
    });

    test("S-280 the policy overrules what a handler says, for pages that may and for others", async () => {
      await using app = await sharing(harness, policy);
      const vary = "Accept-Encoding, oRiGiN";
      expect(told(await app.get("/own", origin(page)))).toEqual({ ...readable, vary });
      expect(told(await app.get("/own", origin("https://evil.test")))).toEqual({ vary });
    });

    test("S-281 a Vary that is there is kept and extended; one of the request is not looked at", async () => {
      await using app = await sharing(harness, policy);
      expect(only(await app.get("/varying", origin(page), "Vary: X-Evil"), "vary")).toBe("Accept-Encoding, Origin");
      expect(only(await app.get("/every-way", origin(page)), "vary")).toBe("*");
      expect(only(await app.get("/nowhere", "Vary: *"), "vary")).toBe("Origin");
      const asked = await preflight(app, "/any", origin(page), "Vary: X-Evil");
      expect(only(asked, "vary")).not.toContain("X-Evil");
    });

    test("S-268 for everybody it says so without looking at the origin, and never with credentials", async () => {
      await using app = await sharing(harness, { origins: "*" });
      for (const fields of [[], [origin(page)], [origin("null")]]) {
        expect(told(await app.get("/open", ...fields))).toEqual({ "allow-origin": "*" });
      }
      const asked = told(await preflight(app, "/any", origin(page)));
      expect(asked).toEqual({
        "allow-origin": "*",
        "allow-methods": "GET, HEAD, POST",
        "max-age": "600",
        vary: "Access-Control-Request-Method, Access-Control-Request-Headers",
      });
    });

    test("it is middleware: the seal takes it for no route, and the report does not list it", async () => {
      await using app = await sharing(harness, policy);
      await using bare = await sharing(harness, undefined);
      expect(app.report()).toEqual(bare.report());
    });
  });
}

import { endpoint, oauthError, openEndpoint, provider, rejected, REQUEST } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";
import { post } from "../table.js";
import { alice, token } from "./reader.js";

export function describeEndpoints(harness: AdapterHarness): void {
  describe("endpoints", () => {
    test("S-030 S-164 an endpoint answers its own method, and every other one with 405 and Allow, before it asks who is there", async () => {
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route("ALL", "/me", secure(endpoint("GET", { token }, ({ token }) => token)));
        route(
          "ALL",
          "/echo",
          secure(openEndpoint("POST", { request: REQUEST }, async ({ request }) => (await request.body())?.byteLength)),
        );
      });
      expect((await app.get("/me", alice)).status).toBe(200);
      expect((await app.send({ method: "HEAD", target: "/me", fields: [alice] })).status).toBe(200);
      expect((await app.get("/me")).status).toBe(401);
      expect((await app.send(post("/echo", "abc"))).body).toBe("3");
      for (const [method, target, allow] of [
        ["POST", "/me", "GET, HEAD"],
        ["OPTIONS", "/me", "GET, HEAD"],
        ["GET", "/echo", "POST"],
        ["DELETE", "/echo", "POST"],
      ] as const) {
        const answer = await app.send({ method, target });
        expect([method, answer.status, only(answer, "allow")]).toEqual([method, 405, allow]);
        expect(only(answer, "www-authenticate")).toBeUndefined();
        expectRefusal(answer);
      }
      const rows = app.report().map(({ method, path, access }) => `${method} ${path} ${access}`);
      expect(rows.toSorted()).toEqual(["GET /me secured", "POST /echo open"]);
    });

    test("a guard above an endpoint is asked first, whatever the method, unless the endpoint is its exception and answers", async () => {
      await using app = await applicationOf(harness, ({ secure, route, use }) => {
        const guard = secure.guard(token);
        use("/in", guard);
        route("ALL", "/in/open", guard.except(secure(openEndpoint("POST", {}, () => "open"))));
        route("ALL", "/in/behind", secure(openEndpoint("POST", {}, () => "behind")));
      });
      const ask = async (method: string, target: string, ...fields: string[]) => (await app.send({ method, target, fields })).status;
      expect(await ask("POST", "/in/open")).toBe(200);
      expect(await ask("GET", "/in/open")).toBe(401);
      expect(await ask("GET", "/in/open", alice)).toBe(405);
      expect(await ask("POST", "/in/behind")).toBe(401);
      expect(await ask("POST", "/in/behind", alice)).toBe(200);
    });

    test("who tried too often gets 429 with Retry-After, as a problem or as an OAuth 2 error, and the operator hears of it", async () => {
      const seen: unknown[] = [];
      const add: Parameters<typeof applicationOf>[1] = ({ secure, route }) => {
        const tooOften = provider({}, () => rejected("too_many_failures", { retryAfter: 29.2, subject: "alice" }));
        route(
          "GET",
          "/plain",
          secure({ tooOften }, () => "in"),
        );
        const slowDown = provider({}, () => oauthError("slow_down", { retryAfter: 7 }));
        route(
          "POST",
          "/oauth",
          secure({ slowDown }, () => "in"),
        );
      };
      await using app = await applicationOf(harness, add, { onEvent: (event) => void seen.push([event.type, event.status, event.code]) });
      const plain = await app.get("/plain");
      expect([plain.status, only(plain, "retry-after"), only(plain, "www-authenticate")]).toEqual([429, "30", undefined]);
      expect(JSON.parse(plain.body)).toMatchObject({ status: 429, code: "too_many_requests", title: "Too Many Requests" });
      expectRefusal(plain);
      const oauth = await app.send(post("/oauth", ""));
      expect([oauth.status, only(oauth, "retry-after"), oauth.body]).toEqual([429, "7", '{"error":"slow_down"}']);
      expect(seen).toEqual([
        ["throttled", 429, "too_many_failures"],
        ["throttled", 429, "slow_down"],
      ]);
    });
  });
}

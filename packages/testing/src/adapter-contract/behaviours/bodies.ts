import { provider, REQUEST, scoped } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";
import { alice, token } from "./reader.js";

export function describeBodies(harness: AdapterHarness): void {
  describe("answers", () => {
    test("render may replace the body of a refusal, never its status or challenge; what it throws changes nothing", async () => {
      const render = (problem: { code: string }, request: { url: string }) => {
        if (request.url === "/throws") throw new Error("no template");
        if (request.url === "/default") return undefined;
        return { contentType: "text/plain; charset=utf-8", body: `no: ${problem.code}` };
      };
      await using app = await applicationOf(
        harness,
        ({ secure, route }) => {
          for (const path of ["/", "/throws", "/default"])
            route(
              "GET",
              path,
              secure({ token }, () => null),
            );
        },
        { render },
      );
      const rendered = await app.get("/");
      expect([rendered.status, rendered.body, only(rendered, "content-type"), only(rendered, "www-authenticate")]).toEqual([
        401,
        "no: not_authenticated",
        "text/plain; charset=utf-8",
        'Bearer realm="api"',
      ]);
      expectRefusal(rendered);
      for (const path of ["/throws", "/default"]) {
        const plain = await app.get(path);
        expect([plain.status, JSON.parse(plain.body).code]).toEqual([401, "not_authenticated"]);
      }
    });

    test("S-318 an authenticated answer is private and not stored, unless the handler says otherwise", async () => {
      const cached = () => new Response("hi", { headers: { "Cache-Control": "private, max-age=60" } });
      await using app = await applicationOf(harness, ({ secure, route, use, plain }) => {
        route(
          "GET",
          "/default",
          secure({ token }, () => "hi"),
        );
        route(
          "GET",
          "/response",
          secure({ token }, () => new Response("hi")),
        );
        route("GET", "/cached", secure({ token }, cached));
        use("/guarded", secure.guard(token));
        plain("GET", "/guarded/plain");
        route("GET", "/guarded/cached", secure({ token }, cached));
        route("GET", "/guarded/open", secure.open(cached));
        route(
          "GET",
          "/open",
          secure.open(() => "hi"),
        );
      });
      const policy = async (path: string) => only(await app.get(path, alice), "cache-control");
      expect(await policy("/default")).toBe("private, no-store");
      expect(await policy("/response")).toBe("private, no-store");
      expect(await policy("/cached")).toBe("private, max-age=60");
      expect(await policy("/guarded/plain")).toBe("private, no-store");
      expect(await policy("/guarded/cached")).toBe("private, max-age=60");
      expect(await policy("/guarded/open")).toBe("private, max-age=60");
      expect(await policy("/open")).toBe(undefined);
    });

    test.each(["development", "production", undefined])("S-313 refusals are the same bytes with NODE_ENV %s", async (environment) => {
      const before = process.env["NODE_ENV"];
      if (environment === undefined) delete process.env["NODE_ENV"];
      else process.env["NODE_ENV"] = environment;
      try {
        await using app = await applicationOf(harness, ({ secure, route }) =>
          route(
            "GET",
            "/",
            secure({ me: scoped(token, "write") }, () => null),
          ),
        );
        const bodies = [];
        for (const fields of [[], ["Authorization: Bearer x"], [alice], [alice, alice]]) bodies.push((await app.get("/", ...fields)).body);
        expect(bodies.map((body) => Object.keys(JSON.parse(body) as object))).toEqual(
          Array(4).fill(["type", "title", "status", "detail", "code"]),
        );
        expect(bodies.map((body) => (JSON.parse(body) as { code: string }).code)).toEqual([
          "not_authenticated",
          "invalid_credentials",
          "insufficient_scope",
          "invalid_request",
        ]);
      } finally {
        if (before !== undefined) process.env["NODE_ENV"] = before;
      }
    });

    test("the body is read once for several readers, and one that is too large is told apart", async () => {
      const size = provider({ request: REQUEST }, async ({ request }) => ({ size: (await request.body(10))?.byteLength ?? "too large" }));
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "POST",
          "/",
          secure({ a: size, request: REQUEST }, async ({ a, request }) => ({
            ...a,
            again: (await request.body(10))?.byteLength ?? "too large",
          })),
        );
      });
      expect((await app.send({ method: "POST", target: "/", body: "0123456789" })).body).toBe('{"size":10,"again":10}');
      expect((await app.send({ method: "POST", target: "/", body: "0123456789x" })).body).toBe('{"size":"too large","again":"too large"}');
      expect((await app.send({ method: "POST", target: "/", body: "x".repeat(200_000) })).status).toBe(200);
      expect((await app.send({ method: "POST", target: "/" })).body).toBe('{"size":0,"again":0}');
    });
  });
}

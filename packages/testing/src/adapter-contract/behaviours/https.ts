import { bearer, type FindProtocol, type HttpsOptions, type SecurityEvent } from "@ampoule/core";
import { allowUnmarked } from "@ampoule/core/adapter";
import { describe, expect, test } from "vitest";
import { applicationOf, type Application } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";
import { fieldsOf } from "../../raw-http.js";

const alice = "Authorization: Bearer alice";
const encrypted = "X-Edge: tls";
/** What an application says of a platform of its own. */
const protocol: FindProtocol = (request) => (request.header("x-edge")[0] === "tls" ? "https" : "http");
const year = { maxAge: 31_536_000, includeSubDomains: true, preload: true };
const refused = JSON.stringify({
  type: "about:blank",
  title: "Forbidden",
  status: 403,
  detail: "Only https is answered here, and what came with this request was readable on its way",
  code: "https_required",
});

interface Guarded extends Application {
  readonly reached: () => number;
  readonly events: SecurityEvent[];
}

async function guarded(
  harness: AdapterHarness,
  https: HttpsOptions | undefined,
  options: Parameters<typeof applicationOf>[2] = {},
): Promise<Guarded> {
  let count = 0;
  const events: SecurityEvent[] = [];
  const token = bearer((text) => ((count += 1), { sub: text }));
  const app = await applicationOf(
    harness,
    ({ secure, route, plain, first }) => {
      first(secure.https(https));
      const me = secure({ token }, ({ token }) => token.sub);
      for (const method of ["GET", "POST", "OPTIONS"]) route(method, "/me", me);
      route(
        "GET",
        "/own",
        secure.open(() => new Response("own", { headers: { "Strict-Transport-Security": "max-age=1" } })),
      );
      plain("GET", "/plain");
      route(
        "GET",
        "/fault",
        secure.open(() => Promise.reject(new Error("mine"))),
      );
    },
    { onEvent: (event) => void events.push(event), seal: { [allowUnmarked]: ["GET /plain"] }, ...options },
  );
  return { ...app, reached: () => count, events };
}

const told = (response: Awaited<ReturnType<Application["get"]>>) => fieldsOf(response, "strict-transport-security");

export function describeHttps(harness: AdapterHarness): void {
  describe("https alone", () => {
    test("what came unencrypted is refused before anything looks at it, whatever it asks for, and is not redirected", async () => {
      await using app = await guarded(harness, undefined);
      for (const [method, target] of [
        ["GET", "/me"],
        ["POST", "/me"],
        ["OPTIONS", "/me"],
        ["GET", "/plain"],
        ["GET", "/nowhere"],
      ] as const) {
        const response = await app.send({ method, target, fields: [alice] });
        expect([response.status, response.body, only(response, "location"), only(response, "www-authenticate")]).toEqual([
          403,
          refused,
          undefined,
          undefined,
        ]);
        expectRefusal(response);
      }
      expect(app.reached()).toBe(0);
    });

    test("no field of the client's makes it encrypted", async () => {
      await using app = await guarded(harness, { strictTransport: year });
      for (const field of [
        "X-Forwarded-Proto: https",
        "Forwarded: proto=https",
        "X-Forwarded-Ssl: on",
        "Front-End-Https: on",
        "X-Url-Scheme: https",
      ]) {
        const response = await app.get("/plain", field);
        expect([field, response.status, told(response)]).toEqual([field, 403, []]);
      }
    });

    test("the operator hears of it, and of nothing that came with it", async () => {
      await using app = await guarded(harness, undefined);
      await app.get("/me?key=secret", alice);
      expect(app.events.map(({ type, code, status, route }) => ({ type, code, status, route }))).toEqual([
        { type: "rejected", code: "plain_http", status: 403, route: "https" },
      ]);
      expect(JSON.stringify(app.events)).not.toMatch(/alice|secret/);
    });

    test("G11 render may make another body", async () => {
      await using app = await guarded(harness, undefined, {
        render: ({ code }) => ({ contentType: "text/plain; charset=utf-8", body: `no: ${code}` }),
      });
      expect(await app.get("/me")).toMatchObject({ status: 403, body: "no: https_required" });
    });

    test("S0-18 what the application calls the request is said", async () => {
      await using app = await guarded(harness, undefined, { requestId: () => "req-1" });
      expect(JSON.parse((await app.get("/me")).body)).toMatchObject({ code: "https_required", requestId: "req-1" });
      expect(app.events.map(({ requestId }) => requestId)).toEqual(["req-1"]);
    });

    test("over https everything goes its way, and every answer tells browsers to stay there", async () => {
      await using app = await guarded(harness, { protocol, strictTransport: year });
      const wanted = ["max-age=31536000; includeSubDomains; preload"];
      for (const [target, status] of [
        ["/me", 200],
        ["/own", 200],
        ["/plain", 200],
        ["/fault", 500],
        ["/nowhere", 404],
      ] as const) {
        const response = await app.get(target, encrypted, alice);
        expect([target, response.status, told(response)]).toEqual([target, status, wanted]);
      }
      const anonymous = await app.get("/me", encrypted);
      expect([anonymous.status, told(anonymous)]).toEqual([401, wanted]);
      expect(told(await app.get("/plain"))).toEqual([]);
    });

    test("without strictTransport nothing is told", async () => {
      await using app = await guarded(harness, { protocol });
      const response = await app.get("/plain", encrypted);
      expect([response.status, told(response)]).toEqual([200, []]);
    });

    test("it is no security: a route below it still has to be secured or open", async () => {
      await expect(guarded(harness, undefined, { seal: {} })).rejects.toThrow("/plain");
    });
  });
}

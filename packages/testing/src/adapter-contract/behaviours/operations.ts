import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import {
  apiKeyHeader,
  basic,
  bearer,
  narrow,
  optional,
  provider,
  rejected,
  REQUEST,
  scoped,
  UnavailableError,
  type SecurityEvent,
} from "@ampoule/core";
import { eventChannel } from "@ampoule/core/adapter";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";
import { basicLine } from "../table.js";

interface Claims {
  readonly sub: string;
  readonly scopes: readonly string[];
}
const token = bearer({
  scopes: ["read", "write"],
  verify: (text): Claims | undefined => (text.startsWith("good-") ? { sub: text.slice(5), scopes: ["read"] } : undefined),
});
const alice = "Authorization: Bearer good-alice";

export function describeOperations(harness: AdapterHarness): void {
  describe("events", () => {
    test("S-315 every decision is told, with time, method, route, scheme, subject and reason, and without a credential", async () => {
      const events: SecurityEvent[] = [];
      const published: unknown[] = [];
      // The channel is the process's: only this application lives at this time.
      const hear = (message: unknown) => void ((message as SecurityEvent).time === 1_000 && published.push(message));
      subscribe(eventChannel, hear);
      const user = basic({ verify: ({ username }) => rejected("wrong_password", { subject: username }) });
      const down = bearer((): Claims => {
        throw new UnavailableError("down");
      });
      const broken = bearer((): Claims => {
        throw new RangeError("broken");
      });
      await using app = await applicationOf(
        harness,
        ({ secure, route }) => {
          route(
            "GET",
            "/read",
            secure({ me: scoped(token, "read") }, () => null),
          );
          route(
            "GET",
            "/write/:id",
            secure({ me: scoped(token, "write") }, () => null),
          );
          route(
            "GET",
            "/admin",
            secure({ me: narrow(token, "admin", (claims): claims is Claims => claims.sub === "root") }, () => null),
          );
          route(
            "GET",
            "/basic",
            secure({ user }, () => null),
          );
          route(
            "GET",
            "/down",
            secure({ down }, () => null),
          );
          route(
            "GET",
            "/broken",
            secure({ broken }, () => null),
          );
        },
        { onEvent: (event) => void events.push(event), clock: () => 1_000 },
      );
      await app.get("/read", alice);
      await app.get("/read");
      await app.get("/read", "Authorization: Bearer s3cret");
      await app.get("/read", alice, alice);
      await app.get("/write/7?api_key=s3cret", alice);
      await app.get("/admin", alice);
      await app.get("/basic", basicLine("mallory:s3cret"));
      await app.get("/down", alice);
      await app.get("/broken", alice);
      unsubscribe(eventChannel, hear);
      const base = {
        time: 1_000,
        method: "GET",
        status: undefined,
        schemes: ["HTTPBearer"],
        code: undefined,
        scopes: [],
        subject: undefined,
      };
      expect(events).toEqual([
        { ...base, type: "granted", route: "GET /read", subject: "alice" },
        { ...base, type: "absent", route: "GET /read", status: 401 },
        { ...base, type: "rejected", route: "GET /read", status: 401, code: "no_value" },
        { ...base, type: "invalid_request", route: "GET /read", status: 400, code: "repeated_credential" },
        { ...base, type: "denied", route: "GET /write/:id", status: 403, code: "insufficient_scope", scopes: ["write"], subject: "alice" },
        { ...base, type: "denied", route: "GET /admin", status: 403, code: "admin", schemes: [], subject: "alice" },
        { ...base, type: "rejected", route: "GET /basic", status: 401, code: "wrong_password", schemes: ["HTTPBasic"], subject: "mallory" },
        { ...base, type: "unavailable", route: "GET /down", status: 503, code: "UnavailableError", schemes: [] },
        { ...base, type: "fault", route: "GET /broken", code: "RangeError", schemes: [] },
      ]);
      expect(published).toEqual(events);
      expect(JSON.stringify(events)).not.toMatch(/s3cret|good-alice/);
    });

    test("S-316 text that a client chose cannot forge a log line", async () => {
      const events: SecurityEvent[] = [];
      const user = bearer(() => rejected("no\r\nLOG granted", { subject: "eve\u001b[2J\u2028\u0000" + "x".repeat(500) }));
      await using app = await applicationOf(
        harness,
        ({ secure, route }) =>
          route(
            "GET",
            "/",
            secure({ user }, () => null),
          ),
        {
          onEvent: (event) => void events.push(event),
        },
      );
      await app.get("/", alice);
      // oxlint-disable-next-line no-control-regex -- none of these may be left
      for (const text of [events[0]?.subject ?? "", events[0]?.code ?? ""])
        expect(text).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]{1,200}$/);
    });

    test("a listener that throws changes nothing", async () => {
      const onEvent = () => {
        throw new Error("the log is full");
      };
      await using app = await applicationOf(
        harness,
        ({ secure, route }) =>
          route(
            "GET",
            "/",
            secure({ token }, () => "in"),
          ),
        { onEvent },
      );
      expect([(await app.get("/", alice)).status, (await app.get("/")).status, app.faults]).toEqual([200, 401, []]);
    });

    test("S-314 what reaches the application's error channel holds no credential", async () => {
      const broken = provider({ token }, () => Promise.reject(new Error("broken")));
      await using app = await applicationOf(harness, ({ secure, route }) =>
        route(
          "GET",
          "/",
          secure({ broken }, () => null),
        ),
      );
      await app.get("/", "Authorization: Bearer good-s3cret");
      expect(inspect(app.faults, { depth: 9, showHidden: true })).not.toContain("s3cret");
    });
  });

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

  describe("overrides", () => {
    test("S-306 an override stands in everywhere until it is disposed, and policies above it still run", async () => {
      const currentUser = provider({ token }, ({ token }) => ({ id: token.sub, role: "member" }));
      const admin = narrow(currentUser, "admin", (user): user is { id: string; role: "admin" } => user.role === "admin");
      let override: (role: string) => Disposable = () => ({ [Symbol.dispose]: () => {} });
      await using app = await applicationOf(harness, ({ secure, route, use }) => {
        override = (role) =>
          secure.override(
            currentUser,
            provider({}, () => ({ id: "stand-in", role })),
          );
        use("/guarded", secure.guard(admin));
        route(
          "GET",
          "/guarded/x",
          secure({ me: currentUser }, ({ me }) => me.id),
        );
        route(
          "GET",
          "/me",
          secure({ me: currentUser }, ({ me }) => me.id),
        );
        route(
          "GET",
          "/admin",
          secure({ me: admin }, ({ me }) => me.id),
        );
        route(
          "GET",
          "/maybe",
          secure({ me: optional(currentUser) }, ({ me }) => me?.id ?? null),
        );
      });
      const statuses = async () => Promise.all(["/me", "/admin", "/maybe", "/guarded/x"].map(async (path) => (await app.get(path)).status));
      expect(await statuses()).toEqual([401, 401, 200, 401]);
      {
        using _ = override("member");
        expect(await statuses()).toEqual([200, 403, 200, 403]);
        expect(() => override("admin")).toThrow("overridden already");
      }
      expect(await statuses()).toEqual([401, 401, 200, 401]);
      {
        using _ = override("admin");
        expect((await app.get("/guarded/x")).body).toBe('"stand-in"');
        expect(await statuses()).toEqual([200, 200, 200, 200]);
      }
      expect((await app.get("/me?override=stand-in", "X-Override: stand-in")).status).toBe(401);
    });
  });

  describe("hostile surroundings", () => {
    test("S-335 a polluted Object.prototype changes no verdict", async () => {
      const names = [
        "alg",
        "algorithms",
        "credentials",
        "active",
        "admin",
        "origin",
        "scopes",
        "scope",
        "sub",
        "kind",
        "value",
        "realm",
      ] as const;
      const key = apiKeyHeader({ name: "x-key", verify: (text) => (text === "k" ? { name: "service" } : undefined) });
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "GET",
          "/read",
          secure({ me: scoped(token, "read") }, () => "in"),
        );
        route(
          "GET",
          "/write",
          secure({ me: scoped(token, "write") }, () => "in"),
        );
        route(
          "GET",
          "/key",
          secure({ key }, () => "in"),
        );
        route(
          "GET",
          "/open",
          secure.open(() => "in"),
        );
      });
      const verdicts = async () => {
        const requests: readonly (readonly [string, ...string[]])[] = [
          ["/read"],
          ["/read", alice],
          ["/read", "Authorization: Bearer x"],
          ["/write", alice],
          ["/key"],
          ["/key", "x-key: k"],
          ["/open"],
        ];
        const answers = [];
        for (const [path, ...fields] of requests) {
          const { status, body } = await app.get(path, ...fields);
          answers.push([status, body]);
        }
        return answers;
      };
      const before = await verdicts();
      const prototype = Object.prototype as Record<string, unknown>;
      try {
        for (const name of names) prototype[name] = name === "scopes" ? ["read", "write"] : "write";
        expect(await verdicts()).toEqual(before);
      } finally {
        for (const name of names) delete prototype[name];
      }
      expect(before.map(([status]) => status)).toEqual([401, 200, 401, 403, 401, 200, 200]);
    });
  });
}

import { anyOf, apiKeyHeader, bearer, granted, optional, provider, UnavailableError, type ProviderValue } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf, delay } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";

const alice = "Authorization: Bearer alice";
const token = bearer((text) => ({ sub: text }));

function throwing(thrown: unknown): ProviderValue<string> {
  return provider({ token }, (): string => {
    throw thrown;
  });
}

/** Everything that JavaScript can throw, and frameworks take for something else. */
const things: readonly (readonly [string, unknown])[] = [
  ["an Error", new Error("broken")],
  ["a string", "broken"],
  ["the word that makes Express skip a route", "route"],
  ["the word that makes Express leave a router", "router"],
  ["undefined", undefined],
  ["null", null],
  ["false", false],
  ["zero", 0],
  ["an object with a status", { status: 200, message: "fine" }],
];

export function describeFaults(harness: AdapterHarness): void {
  describe("faults and missing values", () => {
    test.each(things)("S-286 a provider that throws %s denies, and the framework's error channel has an Error", async (_, thrown) => {
      let reached = 0;
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "GET",
          "/sync",
          secure({ value: throwing(thrown) }, () => (reached += 1)),
        );
        const late = provider({ token }, async () => Promise.reject(thrown));
        route(
          "GET",
          "/late",
          secure({ value: late }, () => (reached += 1)),
        );
        route(
          "GET",
          "/optional",
          secure({ value: optional(throwing(thrown)) }, () => (reached += 1)),
        );
        route(
          "GET",
          "/verify",
          secure({ value: bearer(() => Promise.reject(thrown)) }, () => (reached += 1)),
        );
      });
      for (const path of ["/sync", "/late", "/optional", "/verify"]) {
        const { status, body } = await app.get(path, alice);
        expect({ path, status, body }).toEqual({ path, status: 500, body: '{"fault":true}' });
      }
      expect(app.faults.every((fault) => fault instanceof Error)).toBe(true);
      expect([app.faults.length, reached]).toEqual([4, 0]);
    });

    test("S-287 a provider that yields undefined, null or false denies; granted(null) and granted(false) are values", async () => {
      let reached = 0;
      await using app = await applicationOf(harness, ({ secure, route }) => {
        for (const [name, nothing] of Object.entries({ undefined, null: null, false: false } as const)) {
          route(
            "GET",
            `/${name}`,
            secure({ value: provider({ token }, () => nothing) }, () => (reached += 1)),
          );
          route(
            "GET",
            `/late-${name}`,
            secure({ value: provider({ token }, async () => nothing) }, () => (reached += 1)),
          );
          route(
            "GET",
            `/verify-${name}`,
            secure({ value: bearer(() => nothing) }, () => (reached += 1)),
          );
        }
        route(
          "GET",
          "/granted-null",
          secure({ value: provider({ token }, () => granted(null)) }, ({ value }) => ({ value })),
        );
        route(
          "GET",
          "/granted-false",
          secure({ value: provider({ token }, () => granted(false)) }, ({ value }) => ({ value })),
        );
      });
      for (const { path } of app.report().filter(({ path }) => !path.startsWith("/granted"))) {
        const response = await app.get(path, alice);
        expect({ path, status: response.status }).toEqual({ path, status: 401 });
        expectRefusal(response);
      }
      expect(reached).toBe(0);
      expect((await app.get("/granted-null", alice)).body).toBe('{"value":null}');
      expect((await app.get("/granted-false", alice)).body).toBe('{"value":false}');
    });

    test("S-288 a provider that never settles: 503 at the time-out, the signal tells it, the late result is ignored", async () => {
      let reached = 0;
      let told = false;
      const never = provider({ token }, (_, { signal }) => {
        signal.addEventListener("abort", () => (told = true));
        return new Promise<string>(() => {});
      });
      const late = provider({ token }, async () => (await delay(120), "late"));
      const lateFault = provider({ token }, async () => (await delay(120), Promise.reject(new Error("late"))));
      const behind = provider({ late }, ({ late }) => ((reached += 1), late));
      await using app = await applicationOf(
        harness,
        ({ secure, route }) => {
          route(
            "GET",
            "/never",
            secure({ never }, () => (reached += 1)),
          );
          route(
            "GET",
            "/late",
            secure({ behind }, () => (reached += 1)),
          );
          route(
            "GET",
            "/late-fault",
            secure({ lateFault }, () => (reached += 1)),
          );
        },
        { timeout: 50 },
      );
      for (const path of ["/never", "/late", "/late-fault"]) {
        const response = await app.get(path, alice);
        expect([response.status, only(response, "retry-after")]).toEqual([503, "5"]);
        expectRefusal(response);
      }
      await delay(200);
      expect({ reached, told, faults: app.faults }).toEqual({ reached: 0, told: true, faults: [] });
    });

    test("what cannot be reached is 503, never 401, never the next scheme, and not anonymous", async () => {
      let reached = 0;
      const down = bearer((): { sub: string } => {
        throw new UnavailableError("the store is down: password hunter2", { retryAfter: 30 });
      });
      const key = apiKeyHeader({ name: "x-key", verify: (text) => ({ text }) });
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "GET",
          "/required",
          secure({ down }, () => (reached += 1)),
        );
        route(
          "GET",
          "/optional",
          secure({ down: optional(down) }, () => (reached += 1)),
        );
        route(
          "GET",
          "/any",
          secure({ who: anyOf(down, key) }, () => (reached += 1)),
        );
        route(
          "GET",
          "/provider",
          secure({ who: provider({ token }, async () => Promise.reject(new UnavailableError("down"))) }, () => (reached += 1)),
        );
        route(
          "GET",
          "/handler",
          secure({ token }, () => Promise.reject(new UnavailableError("down"))),
        );
      });
      for (const { path } of app.report()) {
        const response = await app.get(path, alice);
        expect({ path, status: response.status }).toEqual({ path, status: 503 });
        expect(only(response, "retry-after")).toMatch(/^(30|5)$/);
        expect(response.body).not.toContain("hunter2");
        expectRefusal(response);
      }
      expect([reached, app.faults]).toEqual([0, []]);
    });

    test("S-305 a failed resolution is not kept for the next request", async () => {
      let calls = 0;
      const flaky = bearer((text) => {
        calls += 1;
        if (calls === 1) throw new Error("first");
        return calls === 2 ? undefined : { sub: text };
      });
      await using app = await applicationOf(harness, ({ secure, route }) =>
        route(
          "GET",
          "/",
          secure({ flaky }, ({ flaky }) => flaky),
        ),
      );
      expect((await app.get("/", alice)).status).toBe(500);
      expect((await app.get("/", alice)).status).toBe(401);
      expect((await app.get("/", alice)).status).toBe(200);
    });

    test("a handler's own fault, and a value that is not JSON, reach the framework's error channel", async () => {
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "GET",
          "/throws",
          secure({ token }, () => Promise.reject(new Error("mine"))),
        );
        route(
          "GET",
          "/bigint",
          secure({ token }, () => ({ value: 1n })),
        );
      });
      expect((await app.get("/throws", alice)).status).toBe(500);
      expect((await app.get("/bigint", alice)).status).toBe(500);
      expect(app.faults.map((fault) => (fault as Error).constructor.name)).toEqual(["Error", "TypeError"]);
    });

    test("granted() with a promise in it is a fault, not a principal", async () => {
      const unawaited = provider({ token }, () => granted(Promise.resolve({ admin: false })));
      await using app = await applicationOf(harness, ({ secure, route }) =>
        route(
          "GET",
          "/",
          secure({ unawaited }, () => "reached"),
        ),
      );
      expect((await app.get("/", alice)).status).toBe(500);
    });
  });
}

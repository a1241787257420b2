import { bearer, optional, provider, type ProviderValue } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
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
  describe("faults", () => {
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
  });
}

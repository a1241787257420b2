import { bearer, granted, provider } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import { expectRefusal } from "../check.js";
import type { AdapterHarness } from "../harness.js";

const alice = "Authorization: Bearer alice";
const token = bearer((text) => ({ sub: text }));

export function describeMissingValues(harness: AdapterHarness): void {
  describe("missing values", () => {
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

    test("G13 an error that is returned instead of thrown is a fault, and lets nobody in", async () => {
      let reached = 0;
      await using app = await applicationOf(harness, ({ secure, route }) => {
        const returning = provider({ token }, () => new Error("Not allowed"));
        route(
          "GET",
          "/",
          secure({ returning }, () => (reached += 1)),
        );
        route(
          "GET",
          "/verify",
          secure({ value: bearer(async () => new Error("Not allowed")) }, () => (reached += 1)),
        );
      });
      for (const path of ["/", "/verify"]) expect((await app.get(path, alice)).status).toBe(500);
      expect([reached, app.faults.length]).toEqual([0, 2]);
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

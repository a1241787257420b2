import { anyOf, apiKeyHeader, bearer, optional, provider, UnavailableError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf, delay } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";

const alice = "Authorization: Bearer alice";
const token = bearer((text) => ({ sub: text }));

export function describeOutages(harness: AdapterHarness): void {
  describe("outages", () => {
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
  });
}

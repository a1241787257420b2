import { anyOf, bearer, optional, provider } from "@ampoule/core";
import { connect } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { bytesOf } from "../../raw-http.js";
import { applicationOf, delay } from "../application.js";
import type { AdapterHarness } from "../harness.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";

/** Connects, sends a request, and leaves after so many milliseconds. */
async function abandon(port: number, target: string, after: number): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.write(bytesOf({ target, fields: [alice] }));
  await delay(after);
  socket.resetAndDestroy();
}

export function describeDepartures(harness: AdapterHarness): void {
  describe("clients that leave", () => {
    test(
      "S-309 the client leaves during authentication: no handler, no fault, no leak over 10,000 times",
      { timeout: 240_000 },
      async () => {
        let reached = 0;
        let begun = 0;
        const waiting = provider({ token }, (_, { signal }) => {
          begun += 1;
          return new Promise<string>((resolve) => signal.addEventListener("abort", () => resolve("gone")));
        });
        const events: string[] = [];
        await using app = await applicationOf(
          harness,
          ({ secure, route }) =>
            route(
              "GET",
              "/",
              secure({ who: optional(anyOf(waiting)) }, () => (reached += 1)),
            ),
          { onEvent: ({ type }) => void events.push(type) },
        );
        const settled = async (count: number) => {
          for (let done = 0; done < count; done += 100) await Promise.all(Array.from({ length: 100 }, () => abandon(app.port, "/", 1)));
          await vi.waitFor(() => expect(events.length).toBe(begun), { timeout: 10_000 });
        };
        await settled(2_000);
        const before = heapAfterCollection();
        await settled(8_000);
        const growth = heapAfterCollection() - before;
        expect(begun).toBeGreaterThan(5_000);
        expect(new Set(events)).toEqual(new Set(["aborted"]));
        expect([reached, app.faults]).toEqual([0, []]);
        // 8,000 requests that were each kept would hold far more than a kilobyte apiece.
        expect(growth).toBeLessThan(8_000 * 1_024);
      },
    );
  });
}

function heapAfterCollection(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

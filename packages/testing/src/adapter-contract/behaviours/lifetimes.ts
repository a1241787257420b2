import { bearer, map, provider, rejected } from "@ampoule/core";
import { describe, expect, test, vi } from "vitest";
import { applicationOf, delay } from "../application.js";
import type { AdapterHarness } from "../harness.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";

function disposable(name: string, log: string[]): Disposable & { name: string } {
  return { name, [Symbol.dispose]: () => void log.push(`dispose ${name}`) };
}

function asyncDisposable(name: string, log: string[]): AsyncDisposable & { name: string } {
  return { name, [Symbol.asyncDispose]: async () => (await delay(5), void log.push(`dispose ${name}`)) };
}

/** A body that comes in parts. */
function slowly(parts: readonly string[], sent: (part: string) => void): ReadableStream<Uint8Array> {
  const rest = [...parts];
  return new ReadableStream({
    async pull(controller) {
      await delay(5);
      const part = rest.shift();
      if (part === undefined) return controller.close();
      sent(part);
      controller.enqueue(new TextEncoder().encode(part));
    },
  });
}

export function describeLifetimes(harness: AdapterHarness): void {
  describe("the end of a request", () => {
    test("what providers yield is disposed after the response, last first, and what fails does not stop the rest", async () => {
      const log: string[] = [];
      const first = provider({ token }, () => disposable("first", log));
      const second = provider({ first }, async () => asyncDisposable("second", log));
      const failing = provider({ second }, () => ({
        [Symbol.dispose]: () => {
          log.push("fail");
          throw new Error("cannot close");
        },
      }));
      const third = provider({ failing }, () => disposable("third", log));
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "GET",
          "/",
          secure({ third, again: third, same: map(first, (value) => value) }, ({ third }) => (log.push("handler"), { name: third.name })),
        );
      });
      expect((await app.get("/", alice)).body).toBe('{"name":"third"}');
      await vi.waitFor(() => expect(log).toEqual(["handler", "dispose third", "fail", "dispose second", "dispose first"]));
      expect(app.faults).toEqual([]);
    });

    test("a streamed response is read to its end before anything is disposed", async () => {
      const log: string[] = [];
      const resource = provider({ token }, () => disposable("resource", log));
      await using app = await applicationOf(harness, ({ secure, route, use }) => {
        use("/guarded", secure.guard(resource));
        const stream = () => slowly(["a", "b", "c"], (part) => log.push(part));
        route(
          "GET",
          "/stream",
          secure({ resource }, () => new Response(stream())),
        );
        route(
          "GET",
          "/guarded/stream",
          secure({ token }, () => new Response(stream())),
        );
      });
      for (const path of ["/stream", "/guarded/stream"]) {
        expect((await app.get(path, alice)).body).toBe("abc");
        await vi.waitFor(() => expect(log.splice(0)).toEqual(["a", "b", "c", "dispose resource"]));
      }
    });

    test("what was provided before a refusal, a fault or a time-out is disposed too", async () => {
      const log: string[] = [];
      const resource = provider({ token }, () => disposable("resource", log));
      const late = provider({ token }, async () => (await delay(80), disposable("late", log)));
      await using app = await applicationOf(
        harness,
        ({ secure, route }) => {
          route(
            "GET",
            "/refused",
            secure({ resource, no: provider({ resource }, () => rejected("no")) }, () => "reached"),
          );
          route(
            "GET",
            "/fault",
            secure({ no: provider({ resource }, () => Promise.reject(new Error("broken"))) }, () => "reached"),
          );
          route(
            "GET",
            "/handler",
            secure({ resource }, () => Promise.reject(new Error("broken"))),
          );
          route(
            "GET",
            "/late",
            secure({ late }, () => "reached"),
          );
        },
        { timeout: 40 },
      );
      const statuses = [];
      for (const path of ["/refused", "/fault", "/handler", "/late"]) statuses.push((await app.get(path, alice)).status);
      expect(statuses).toEqual([401, 500, 500, 503]);
      await vi.waitFor(() => expect(log).toEqual(["dispose resource", "dispose resource", "dispose resource", "dispose late"]));
    });
  });
}

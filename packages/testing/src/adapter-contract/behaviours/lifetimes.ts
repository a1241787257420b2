import "reflect-metadata";
import { anyOf, bearer, map, optional, provider, rejected, REQUEST, type RequestView } from "@ampoule/core";
import { container, inject, injectable, Lifecycle } from "tsyringe";
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

    test("request-scoped services are made once per request, know it, and are disposed; shared ones are not", async () => {
      const log: string[] = [];
      let made = 0;
      @injectable()
      class Unit {
        readonly number = (made += 1);
        constructor(@inject(REQUEST) readonly request: RequestView) {}
        [Symbol.dispose](): void {
          log.push(`dispose ${this.request.url}`);
        }
      }
      class Pool {
        [Symbol.dispose](): void {
          log.push("dispose pool");
        }
      }
      const own = container.createChildContainer();
      own.register(Unit, { useClass: Unit }, { lifecycle: Lifecycle.ContainerScoped });
      own.registerSingleton(Pool);
      const unitOfProvider = provider({ token, unit: Unit, pool: Pool }, ({ unit, pool }) => ({ number: unit.number, pool }));
      const thePool = provider({ pool: Pool }, ({ pool }) => pool);
      await using app = await applicationOf(
        harness,
        ({ secure, route }) => {
          route(
            "GET",
            "/unit",
            secure({ a: unitOfProvider, b: Unit, thePool }, ({ a, b, thePool }) => ({
              same: a.number === b.number,
              pool: a.pool === thePool,
            })),
          );
        },
        { container: own },
      );
      const before = made;
      for (const target of ["/unit?1", "/unit?2"]) expect((await app.get(target, alice)).body).toBe('{"same":true,"pool":true}');
      expect(made - before).toBe(2);
      await vi.waitFor(() => expect(log).toEqual(["dispose /unit?1", "dispose /unit?2"]));
    });

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

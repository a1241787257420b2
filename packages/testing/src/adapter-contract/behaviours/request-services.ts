import "reflect-metadata";
import { bearer, provider, REQUEST, type RequestView } from "@ampoule/core";
import { container, inject, injectable, Lifecycle } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { applicationOf } from "../application.js";
import type { AdapterHarness } from "../harness.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";

export function describeRequestServices(harness: AdapterHarness): void {
  describe("services of one request", () => {
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
  });
}

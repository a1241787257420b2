import "reflect-metadata";
import { bearer, Dependency, provider, REQUEST, Security, SecurityProvider, type RequestView } from "@ampoule/core";
import { container, inject, injectable, Lifecycle, singleton } from "tsyringe";
import { describe, expect, test } from "vitest";
import { applicationOf, delay } from "../application.js";
import type { AdapterHarness } from "../harness.js";

interface User {
  readonly id: string;
}

const token = bearer(async (text) => (await delay(Math.random() * 4), { sub: text }));
const currentUser = provider({ token }, async ({ token }) => (await delay(Math.random() * 4), { id: token.sub }));

/** Belongs to one request, and knows it. */
@injectable()
class Trace {
  readonly seen: string[] = [];
  constructor(@inject(REQUEST) readonly request: RequestView) {}
}

@injectable()
class CurrentUser extends SecurityProvider<User> {
  constructor(@inject(Trace) private readonly trace: Trace) {
    super();
  }
  async provide(@Security(token) { sub }: { sub: string }): Promise<User> {
    await delay(Math.random() * 4);
    this.trace.seen.push(sub);
    return { id: sub };
  }
}

@injectable()
class Controller {
  // A transient controller is made for each request, so this is safe, if unwise.
  private user: User | undefined;
  constructor(@inject(Trace) private readonly trace: Trace) {}

  async show(
    @Security(CurrentUser) me: User,
    @Security(token) { sub }: { sub: string },
    @Dependency(Trace) trace: Trace,
  ): Promise<unknown> {
    this.user = me;
    await delay(Math.random() * 4);
    return { me: this.user.id, sub, header: this.trace.request.header("x-name")[0], seen: trace.seen.length, target: trace.request.url };
  }
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `user-${index % 2}-${index}`);
}

export function describeIsolation(harness: AdapterHarness): void {
  describe("isolation of requests", () => {
    test(
      "S-302 1,000 interleaved requests of two kinds of users, with random delays: no principal is mixed up",
      { timeout: 60_000 },
      async () => {
        const own = container.createChildContainer();
        own.register(Trace, { useClass: Trace }, { lifecycle: Lifecycle.ContainerScoped });
        await using app = await applicationOf(
          harness,
          ({ secure, route, use }) => {
            use("/guarded", secure.guard(currentUser));
            route("GET", "/class", secure(Controller, "show"));
            route(
              "GET",
              "/guarded/function",
              secure(
                { me: currentUser, request: REQUEST },
                async ({ me, request }) => (await delay(1), { me: me.id, header: request.header("x-name")[0] }),
              ),
            );
          },
          { container: own },
        );
        const check = async (name: string) => {
          const fields = [`Authorization: Bearer ${name}`, `X-Name: ${name}`] as const;
          const [byClass, byFunction] = await Promise.all([app.get(`/class?${name}`, ...fields), app.get("/guarded/function", ...fields)]);
          // One Trace per request: the provider and the handler share it, and nobody else's name is in it.
          expect(JSON.parse(byClass.body)).toEqual({ me: name, sub: name, header: name, seen: 1, target: `/class?${name}` });
          expect(JSON.parse(byFunction.body)).toEqual({ me: name, header: name });
        };
        for (const batch of [0, 1, 2, 3, 4]) await Promise.all(names(100).map((name) => check(`${name}-${batch}`)));
      },
    );

    test("S-303 a singleton that asks for the request refuses to start", async () => {
      @injectable()
      class Cache {
        constructor(@inject(Trace) readonly trace: Trace) {}
      }
      @singleton()
      class Service {
        constructor(@inject(Cache) readonly cache: Cache) {}
      }
      const start = applicationOf(harness, ({ secure, route }) =>
        route(
          "GET",
          "/",
          secure({ token, service: Service }, () => "reached"),
        ),
      );
      await expect(start).rejects.toMatchObject({
        name: "ConfigurationError",
        code: "captured_request",
        message: expect.stringContaining("Service → Cache → Trace") as string,
      });
    });

    test("S-304 one provider behind three parameters and a guard runs once per request, and anew for the next", async () => {
      let runs = 0;
      const counted = provider({ token }, async ({ token }) => (await delay(1), (runs += 1), { id: token.sub, run: runs }));
      const above = provider({ counted }, ({ counted }) => counted);
      await using app = await applicationOf(harness, ({ secure, route, use }) => {
        use("/", secure.guard(counted));
        route(
          "GET",
          "/x",
          secure({ a: counted, b: counted, c: above }, ({ a, b, c }) => ({ same: a === b && b === c, run: a.run })),
        );
      });
      expect((await app.get("/x", "Authorization: Bearer a")).body).toBe('{"same":true,"run":1}');
      expect((await app.get("/x", "Authorization: Bearer b")).body).toBe('{"same":true,"run":2}');
    });

    test("S-308 a handler that changes its principal does not change another request's", async () => {
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "GET",
          "/",
          secure({ me: currentUser }, ({ me }) => {
            const before = { ...me };
            Object.assign(me, { id: "root" });
            return before;
          }),
        );
      });
      for (const name of ["a", "b", "a"]) expect((await app.get("/", `Authorization: Bearer ${name}`)).body).toBe(`{"id":"${name}"}`);
    });
  });
}

import { inject, injectable, instanceCachingFactory, Lifecycle, type DependencyContainer } from "tsyringe";
import { beforeEach, describe, expect, test } from "vitest";
import { bearer, provider, type Container, type Token } from "../../src/index.js";
import { ask, fakeSecurity, ownContainer } from "../adapt/fake-framework.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";
let closed = 0;
beforeEach(() => {
  closed = 0;
});

/** The application's: both disposal protocols, so that whoever ends it is seen. */
class Pool {
  dispose(): void {
    closed += 1;
  }
  [Symbol.dispose](): void {
    closed += 1;
  }
}
@injectable()
class Session {
  constructor(@inject(Pool) readonly pool: Pool) {}
}

type Put = (app: DependencyContainer) => DependencyContainer;
const pool = new Pool();

/** Ways to have one pool for all requests. */
const shared: readonly (readonly [string, Put])[] = [
  ["a singleton", (app) => app.registerSingleton(Pool)],
  ["a value", (app) => app.register(Pool, { useValue: pool })],
  ["an alias of a singleton", (app) => app.register(Pool, { useToken: "pool" }).registerSingleton("pool", Pool)],
  ["a cached factory", (app) => app.register(Pool, { useFactory: instanceCachingFactory(() => new Pool()) })],
  ["a factory that gives the same one", (app) => app.register(Pool, { useFactory: () => pool })],
];

async function ask3Times(container: Container, need: Token<unknown>): Promise<void> {
  const handler = fakeSecurity({ container })({ token, need }, () => null);
  for (const _ of [1, 2, 3]) expect((await ask(handler, alice)).status).toBe(200);
}

describe("tsyringe trap 4: what the application shares is not disposed with a request", () => {
  test.each(shared)("%s that a route asks for", async (_, put) => {
    await ask3Times(put(ownContainer()), Pool);
    expect(closed).toBe(0);
  });

  test.each(shared)("%s below a request's own object, which would be built by the request's child", async (_, put) => {
    const app = put(ownContainer()).register(Session, { useClass: Session }, { lifecycle: Lifecycle.ContainerScoped });
    await ask3Times(app, Session);
    expect(closed).toBe(0);
  });

  test.each(shared)("%s that a provider hands on", async (_, put) => {
    const declared = provider({ token, pool: Pool }, ({ pool }) => pool);
    const handler = fakeSecurity({ container: put(ownContainer()) })({ declared }, () => null);
    await ask(handler, alice);
    expect(closed).toBe(0);
  });

  test("a singleton that a provider resolves by itself and hands on", async () => {
    const resolved = provider({ token }, (_, { resolve }) => resolve(Pool));
    const handler = fakeSecurity({ container: ownContainer().registerSingleton(Pool) })({ resolved }, () => null);
    await ask(handler, alice);
    expect(closed).toBe(0);
  });

  test("what another container than tsyringe gives to every request alike", async () => {
    const child = (): ReturnType<Container["createChildContainer"]> => ({ ...other, register: () => undefined });
    const other: Container = { resolve: () => pool, isRegistered: () => true, createChildContainer: child };
    await ask3Times(other, Pool);
    expect(closed).toBe(0);
  });
});

test("toolchain trap 7: what a request's own service leaves open is disposed after it, once, also if it is asynchronous", async () => {
  const log: string[] = [];
  class Now {
    [Symbol.dispose](): void {
      log.push("now");
    }
  }
  class Later {
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.resolve();
      log.push("later");
    }
  }
  const handler = fakeSecurity()({ token, now: Now, later: Later, again: Now }, () => void log.push("handler"));
  await ask(handler, alice);
  expect(log).toEqual(["handler", "later", "now"]);
});

import { inject, injectable, Lifecycle, type DependencyContainer } from "tsyringe";
import { expect, test } from "vitest";
import { bearer, optional, provider, REQUEST, Security, type RequestView } from "../../src/index.js";
import { ask, fakeSecurity, ownContainer } from "../adapt/fake-framework.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";
const requests = 1_000;

const made: WeakRef<object>[] = [];
/** Disposable as tsyringe knows it: the container that builds one keeps it. */
@injectable()
class Cursor {
  constructor() {
    made.push(new WeakRef(this));
  }
  dispose(): void {}
}
@injectable()
class Reader {
  constructor(@inject(Cursor) readonly cursor: Cursor) {}
}
@injectable()
class Scope {
  constructor(@inject(REQUEST) readonly request: RequestView) {}
}
@injectable()
class Controller {
  constructor(@inject(Scope) readonly scope: Scope) {}
  show(@Security(token) me: { sub: string }): string {
    return me.sub;
  }
}

/** How much tsyringe keeps in a container: the tokens that it was asked for, and the disposables that it built. */
function kept(app: DependencyContainer): { tokens: number; disposables: number } {
  const { disposables, _registry } = app as DependencyContainer & Kept;
  return { tokens: _registry._registryMap.size, disposables: disposables.size };
}
interface Kept {
  readonly disposables: ReadonlySet<unknown>;
  readonly _registry: { readonly _registryMap: ReadonlyMap<unknown, unknown> };
}

async function collected(): Promise<void> {
  for (const _ of [1, 2, 3]) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    globalThis.gc?.();
  }
}

test.each([
  ["asked for by a route", Cursor],
  ["below another service", Reader],
])("tsyringe trap 5: transient disposables are not held by the application's container: %s", async (_, need) => {
  const app = ownContainer();
  const handler = fakeSecurity({ container: app })({ token, need }, () => null);
  const before = kept(app);
  made.length = 0;
  for (let count = 0; count < requests; count += 1) await ask(handler, alice);
  await collected();
  expect(made).toHaveLength(requests);
  expect(made.filter((one) => one.deref() !== undefined).length).toBeLessThan(10);
  expect(kept(app)).toEqual(before);
});

test("tsyringe trap 6: asking does not grow the container: 1,000 requests over every kind of service leave it as it was", async () => {
  const parent = ownContainer();
  const app = parent.createChildContainer();
  app.register("unit", { useClass: Scope }, { lifecycle: Lifecycle.ContainerScoped });
  app.register("made", { useFactory: () => ({}) });
  const secure = fakeSecurity({ container: app });
  const asking = provider({ token }, (_, { resolve }) => resolve(Reader).cursor);
  const handlers = [secure(Controller, "show"), secure({ asking, maybe: optional(token), scope: Scope }, () => null)];
  const ask1 = async () => {
    for (const handler of handlers) expect((await ask(handler, alice)).status).toBe(200);
  };
  await ask1();
  const before = [kept(app).tokens, kept(parent).tokens];
  for (let count = 0; count < requests; count += 1) await ask1();
  expect([kept(app).tokens, kept(parent).tokens]).toEqual(before);
});

test("tsyringe trap 6: refused requests do not grow it either", async () => {
  const app = ownContainer();
  const handler = fakeSecurity({ container: app })(Controller, "show");
  const before = kept(app);
  for (let count = 0; count < requests; count += 1) expect((await ask(handler)).status).toBe(401);
  expect(kept(app)).toEqual(before);
});

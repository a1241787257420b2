import { inject, injectable } from "tsyringe";
import { expect, onTestFinished, test, vi } from "vitest";
import { bearer, ConfigurationError, SecurityProvider, token as tokenOf, UnavailableError } from "../../src/index.js";
import { ask, fakeSecurity, ownContainer, refusalOf } from "../adapt/fake-framework.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";
const CLOCK = tokenOf<{ now(): number }>("Clock");

/** A container whose clock comes from an asynchronous factory. */
function withAsyncClock(make: () => Promise<unknown>) {
  const app = ownContainer();
  app.register(CLOCK, { useFactory: make });
  return app;
}

test("tsyringe trap 1: an async factory does not start: its promise would be handed out as the service", () => {
  const secure = fakeSecurity({ container: withAsyncClock(async () => ({ now: () => 1 })) });
  const error = refusalOf(() => secure({ token, clock: CLOCK }, () => null));
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error.message).toContain("Clock");
});

test("tsyringe trap 1: an async factory never costs a handler its identity", async () => {
  const secure = fakeSecurity({ container: withAsyncClock(async () => ({ now: () => 1 })) });
  const run = vi.fn<(me: { sub: string }) => unknown>();
  try {
    await ask(
      secure({ me: token, clock: CLOCK }, ({ me }) => run(me)),
      alice,
    );
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
  }
  for (const [me] of run.mock.calls) expect(me).toEqual({ sub: "alice" });
});

test("tsyringe trap 1: an async factory that fails at set-up leaves no unhandled rejection", async () => {
  const unhandled = vi.fn<(reason: unknown) => void>();
  process.on("unhandledRejection", unhandled);
  onTestFinished(() => void process.off("unhandledRejection", unhandled));
  const secure = fakeSecurity({ container: withAsyncClock(() => Promise.reject(new Error("no clock"))) });
  expect(refusalOf(() => secure({ token, clock: CLOCK }, () => null))).toBeInstanceOf(ConfigurationError);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(unhandled).not.toHaveBeenCalled();
});

class NotSignedIn extends Error {
  readonly status = 401;
}
const broken = { by: undefined as Error | undefined };

@injectable()
class Store {
  constructor() {
    if (broken.by !== undefined) throw broken.by;
  }
}
@injectable()
class Repository {
  constructor(@inject(Store) readonly store: Store) {}
}
@injectable()
class FromRepository extends SecurityProvider<string> {
  constructor(@inject(Repository) readonly repository: Repository) {
    super();
  }
  provide(): string {
    return "somebody";
  }
}

/** Breaks the store while `during` runs. */
async function whileBroken<T>(error: Error, during: () => T): Promise<Awaited<T>> {
  broken.by = error;
  try {
    return await during();
  } finally {
    broken.by = undefined;
  }
}

test.each([new UnavailableError("down"), new NotSignedIn("no")])("tsyringe trap 2: %s in a constructor at set-up", async (thrown) => {
  const error = await whileBroken(thrown, () => refusalOf(() => fakeSecurity()({ token, it: Repository }, () => null)));
  expect(error).toMatchObject({ name: "ConfigurationError", code: "unbuildable" });
  expect(error.message).toContain("Repository");
  expect((error.cause as Error).message).toContain(thrown.message);
});

test("tsyringe trap 2: an UnavailableError in a service's own constructor is 503 at request time", async () => {
  const handler = fakeSecurity()({ token, store: Store }, () => "reached");
  const answer = await whileBroken(new UnavailableError("down"), () => ask(handler, alice));
  expect(answer.status).toBe(503);
});

test("tsyringe trap 2: a 401 thrown below a constructor is a fault: neither a 401 nor a way in", async () => {
  const reached = vi.fn<() => void>();
  const handler = fakeSecurity()({ token, repository: Repository }, reached);
  const asked = whileBroken(new NotSignedIn("no session"), () => ask(handler, alice));
  await expect(asked).rejects.toThrow("no session");
  expect(reached).not.toHaveBeenCalled();
});

test("tsyringe trap 2: what breaks below a provider class's constructor is a fault, and the handler does not run", async () => {
  const reached = vi.fn<() => void>();
  const handler = fakeSecurity()({ who: FromRepository }, reached);
  await expect(whileBroken(new Error("no store"), () => ask(handler))).rejects.toThrow("no store");
  expect(reached).not.toHaveBeenCalled();
  expect((await ask(handler)).status).toBe(204);
});

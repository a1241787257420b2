import { describe, expect, test, vi } from "vitest";
import { apiKeyHeader, bearer, provider, type SecurityEvent } from "../../src/index.js";
import { ask, callWith, fakeSecurity, next } from "./fake-framework.js";

interface User {
  readonly id: string;
}
const token = bearer((sub) => ({ sub }));
const key = apiKeyHeader({ name: "x-key", verify: (text) => ({ text }) });
const alice = "Authorization: Bearer alice";

describe("a request that is under way when an override comes", () => {
  /** A request that waits inside its provider until it is let go. */
  function underWay() {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    const secure = fakeSecurity({ onEvent });
    const gate = Promise.withResolvers<void>();
    const slow = provider({ token }, async ({ token }): Promise<User> => (await gate.promise, { id: token.sub }));
    const handler = secure({ me: slow }, ({ me }) => me.id);
    const call = callWith(alice);
    const done = handler(call, next);
    return { secure, slow, handler, call, onEvent, finish: async () => (gate.resolve(), void (await done)) };
  }

  test("keeps the plan that it began with, and the next one has the new", async () => {
    const { secure, slow, handler, call, finish } = underWay();
    using _ = secure.override(
      slow,
      provider({}, () => ({ id: "stand-in" })),
    );
    expect((await ask(handler)).body).toBe("stand-in");
    await finish();
    expect(call.reply?.body).toBe('"alice"');
  });

  test("is told of as what it is: its own schemes and subject", async () => {
    const { secure, slow, call, onEvent, finish } = underWay();
    using _ = secure.override(
      slow,
      provider({ key }, ({ key }): User => ({ id: key.text })),
    );
    await finish();
    expect(call.reply?.status).toBe(200);
    expect(onEvent.mock.calls).toEqual([[expect.objectContaining({ type: "granted", schemes: ["HTTPBearer"], subject: "alice" })]]);
  });
});

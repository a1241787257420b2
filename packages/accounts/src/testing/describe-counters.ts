import { randomUUID } from "node:crypto";
import type { Awaitable } from "@ampoule/core";
import { afterEach, beforeEach, describe } from "vitest";
import { throttle } from "../throttle/throttle.js";
import { limiting } from "./counters/limiting.js";
import { sharing } from "./counters/sharing.js";
import type { CountersSubject, OpenCounters } from "./counters/subject.js";

export type { OpenCounters };

/**
 * Registers, with vitest, what the counters of a throttle have to do.
 *
 * It does not stop your server: that is for your own tests.
 *
 * @example
 * ```ts
 * describeCounters("Redis", () => ({ counters: redisCounters(client), close: () => client.flushAll() }));
 * ```
 */
export function describeCounters(name: string, open: () => Awaitable<OpenCounters>): void {
  describe(`counters in ${name}`, { timeout: 30_000 }, () => {
    let opened: OpenCounters | undefined;
    const subject: CountersSubject = {
      opened() {
        if (opened === undefined) throw new Error("Counters are opened before each test.");
        return opened;
      },
      alice: "",
      made: (own = {}) => throttle({ counters: subject.opened().counters, timeout: 30_000, ...own }),
    };
    beforeEach(async () => {
      opened = await open();
      subject.alice = `alice-${randomUUID()}`;
    });
    afterEach(() => opened?.close());
    for (const behaviour of [limiting, sharing]) behaviour(subject);
  });
}

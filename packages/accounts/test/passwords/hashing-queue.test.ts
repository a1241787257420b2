import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { hashingQueue, type HashingQueueOptions } from "../../src/index.js";

/** Jobs that end when they are told to. */
function jobs(queue: ReturnType<typeof hashingQueue>) {
  const open: PromiseWithResolvers<string>[] = [];
  const started: number[] = [];
  const add = (signal?: AbortSignal) => {
    const number = open.push(Promise.withResolvers<string>()) - 1;
    return queue.run(() => (started.push(number), open[number]?.promise ?? Promise.reject()), signal);
  };
  const end = async (number: number) => {
    open[number]?.resolve(`done ${number}`);
    await new Promise(setImmediate);
  };
  return { add, end, open, started };
}

const counts = ({ running, waiting }: ReturnType<typeof hashingQueue>) => ({ running, waiting });

describe("the queue", () => {
  test("S-231 D14 runs so many at once, in the order of arrival", async () => {
    const queue = hashingQueue({ concurrency: 2, length: 10 });
    const { add, end, started } = jobs(queue);
    const results = Array.from({ length: 5 }, () => add());
    expect([started, counts(queue)]).toEqual([[0, 1], { running: 2, waiting: 3 }]);
    await end(1);
    expect([started, counts(queue)]).toEqual([[0, 1, 2], { running: 2, waiting: 2 }]);
    for (const number of [0, 2, 3, 4]) await end(number);
    expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4].map((number) => `done ${number}`));
    expect([started, counts(queue)]).toEqual([[0, 1, 2, 3, 4], { running: 0, waiting: 0 }]);
  });

  test("S-231 D14 refuses beyond its length, with what a client is told, and takes again when there is room", async () => {
    const queue = hashingQueue({ concurrency: 1, length: 1, retryAfter: 7 });
    const { add, end, started } = jobs(queue);
    const taken = [add(), add()];
    await expect(add()).rejects.toThrow(UnavailableError);
    await expect(add()).rejects.toMatchObject({ retryAfter: 7, message: "The hashing queue is full: 1 run, 1 wait." });
    await end(0);
    const late = add();
    await end(1);
    await end(4);
    expect(await Promise.all([...taken, late])).toEqual(["done 0", "done 1", "done 4"]);
    expect(started).toEqual([0, 1, 4]);
  });

  test("a queue without length runs what can run, and no more", async () => {
    const queue = hashingQueue({ concurrency: 1, length: 0 });
    const { add, end } = jobs(queue);
    const first = add();
    await expect(add()).rejects.toThrow(UnavailableError);
    await end(0);
    expect(await first).toBe("done 0");
  });

  test("D12 what a job throws comes out, and makes room", async () => {
    const queue = hashingQueue({ concurrency: 1 });
    const fault = new Error("broken");
    await expect(queue.run(() => Promise.reject(fault))).rejects.toBe(fault);
    await expect(
      queue.run(() => {
        throw fault;
      }),
    ).rejects.toBe(fault);
    expect(await queue.run(async () => "fine")).toBe("fine");
    expect(counts(queue)).toEqual({ running: 0, waiting: 0 });
  });
});

describe("a signal", () => {
  test("D14 aborted before: nothing runs or waits", async () => {
    const queue = hashingQueue({ concurrency: 1 });
    const { add, started } = jobs(queue);
    await expect(add(AbortSignal.abort("gone"))).rejects.toBe("gone");
    expect([started, counts(queue)]).toEqual([[], { running: 0, waiting: 0 }]);
  });

  test("D14 aborted while waiting: leaves its place to others, and never runs", async () => {
    const queue = hashingQueue({ concurrency: 1, length: 2 });
    const { add, end, started } = jobs(queue);
    const controller = new AbortController();
    const [first, left, last] = [add(), add(controller.signal), add()];
    controller.abort("gone");
    await expect(left).rejects.toBe("gone");
    expect(counts(queue)).toEqual({ running: 1, waiting: 1 });
    await end(0);
    await end(2);
    expect(await Promise.all([first, last])).toEqual(["done 0", "done 2"]);
    expect(started).toEqual([0, 2]);
  });

  test("D14 aborted while running: the caller goes, the thread stays taken until it is free", async () => {
    const queue = hashingQueue({ concurrency: 1, length: 1 });
    const { add, end, started } = jobs(queue);
    const controller = new AbortController();
    const [left, waits] = [add(controller.signal), add()];
    controller.abort("gone");
    await expect(left).rejects.toBe("gone");
    expect([started, counts(queue)]).toEqual([[0], { running: 1, waiting: 1 }]);
    await end(0);
    expect(started).toEqual([0, 1]);
    await end(1);
    expect(await waits).toBe("done 1");
  });

  test("keeps no listener once a job is done", async () => {
    const { signal } = new AbortController();
    const [add, remove] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
    expect(await hashingQueue().run(async () => "fine", signal)).toBe("fine");
    expect(remove.mock.calls.map(([type, listener]) => [type, listener])).toEqual(
      add.mock.calls.map(([type, listener]) => [type, listener]),
    );
  });
});

describe("defaults", () => {
  afterEach(() => vi.unstubAllEnvs());

  async function concurrencyOf(options?: HashingQueueOptions): Promise<number> {
    const queue = hashingQueue(options);
    for (let count = 0; count < 50; count += 1) void queue.run(() => new Promise(() => undefined));
    return queue.running;
  }

  test("S-230 B8 a thread of libuv's pool stays free, as long as there are two", async () => {
    expect(await concurrencyOf()).toBeLessThanOrEqual(3);
    for (const [size, most] of [
      ["1", 1],
      ["2", 1],
      ["3", 2],
      ["many", 3],
    ] as const) {
      vi.stubEnv("UV_THREADPOOL_SIZE", size);
      expect(await concurrencyOf()).toBeGreaterThanOrEqual(1);
      expect(await concurrencyOf()).toBeLessThanOrEqual(most);
    }
    expect(await concurrencyOf({ concurrency: 5 })).toBe(5);
  });

  test("100 wait, and clients are told 5 seconds", async () => {
    const { add } = jobs(hashingQueue({ concurrency: 1 }));
    for (let count = 0; count < 101; count += 1) void add();
    await expect(add()).rejects.toMatchObject({ retryAfter: 5, message: expect.stringContaining("100 wait") });
  });

  test.each([{ concurrency: 0 }, { concurrency: 1.5 }, { length: -1 }, { length: Infinity }, { retryAfter: -1 }])(
    "%j does not start",
    (options) => {
      expect(() => hashingQueue(options)).toThrow(ConfigurationError);
    },
  );
});

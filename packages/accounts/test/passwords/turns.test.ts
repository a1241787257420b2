import { UnavailableError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { hashingQueue } from "../../src/index.js";

/** A queue in which one job runs that never ends by itself, and jobs that say whose they are when they run. */
function busy(length: number) {
  const queue = hashingQueue({ concurrency: 1, length });
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const started: string[] = [];
  void queue.run(() => promise);
  const ask = (client: string | undefined, name: string, signal?: AbortSignal) =>
    queue
      .run(async () => started.push(name), signal, client)
      .then(
        () => "done",
        (fault: unknown) => (fault instanceof UnavailableError ? "503" : "gone"),
      );
  return { queue, started, ask, release };
}

describe("clients take turns", () => {
  test("S-231 whoever comes late with one job waits for one of everybody's, not for all of them", async () => {
    const { started, ask, release } = busy(100);
    const answers = ["a", "b", "c", "d", "e", "f"].map((name) => ask("mallory", `mallory ${name}`));
    answers.push(ask("alice", "alice"), ask(undefined, "unknown 1"), ask("bob", "bob"), ask(undefined, "unknown 2"));
    release();
    expect(new Set(await Promise.all(answers))).toEqual(new Set(["done"]));
    expect(started.slice(0, 4)).toEqual(["mallory a", "alice", "unknown 1", "bob"]);
    expect(started.slice(4)).toEqual(["mallory b", "unknown 2", "mallory c", "mallory d", "mallory e", "mallory f"]);
  });

  test("S-231 a full queue takes the latest place of whoever has the most, and never more than a fair share", async () => {
    const { queue, started, ask, release } = busy(6);
    const flood = Array.from({ length: 9 }, (_, index) => ask("mallory", `mallory ${index}`));
    const others = ["alice 1", "bob 1", "alice 2", "bob 2", "alice 3", "bob 3"].map((name) => ask(name.split(" ")[0], name));
    expect(queue.waiting).toBe(6);
    release();
    expect(await Promise.all(flood)).toEqual([...Array(2).fill("done"), ...Array(7).fill("503")]);
    expect(await Promise.all(others)).toEqual([...Array(4).fill("done"), ...Array(2).fill("503")]);
    expect(started).toEqual(["mallory 0", "alice 1", "bob 1", "mallory 1", "alice 2", "bob 2"]);
    expect([queue.running, queue.waiting]).toEqual([0, 0]);
  });

  test("S-231 among clients that nobody tells apart, who comes first is first, and a full queue is full", async () => {
    const { started, ask, release } = busy(2);
    const answers = [ask(undefined, "1"), ask(undefined, "2"), ask(undefined, "3")];
    expect(await answers[2]).toBe("503");
    release();
    expect([await Promise.all(answers), started]).toEqual([
      ["done", "done", "503"],
      ["1", "2"],
    ]);
  });

  test("D14 who leaves, or was displaced, is not run, and frees one place", async () => {
    const { queue, started, ask, release } = busy(3);
    const controllers = ["1", "2", "3"].map((name) => ({ name, controller: new AbortController() }));
    const answers = controllers.map(({ name, controller }) => ask("mallory", name, controller.signal));
    const alice = ask("alice", "alice");
    for (const { controller } of controllers.slice(1)) controller.abort();
    expect(await Promise.all(answers.slice(1))).toEqual(["gone", "503"]);
    expect(queue.waiting).toBe(2);
    release();
    expect([await answers[0], await alice, started, queue.waiting]).toEqual(["done", "done", ["1", "alice"], 0]);
  });
});

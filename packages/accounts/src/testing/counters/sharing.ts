import { isOutcome } from "@ampoule/core";
import { expect, test } from "vitest";
import type { Attempt } from "../../throttle/attempt.js";
import type { Throttle } from "../../throttle/throttle.js";
import { requestFrom } from "../request-from.js";
import { here, together, tried, type CountersSubject } from "./subject.js";

const small = { limits: { pair: { attempts: 2, seconds: 60 }, account: { attempts: 3, seconds: 60 } }, knownFor: 0 };

async function passed(guesses: Throttle, name: string): Promise<Attempt> {
  const attempt = await guesses.attempt(name, here);
  if (isOutcome(attempt)) throw new Error(attempt.code);
  return attempt;
}

/** What counts for whom. */
export function sharing(subject: CountersSubject): void {
  test("what was good, or came to nothing, leaves no trace; what others failed stays until it is forgiven", async () => {
    const { alice } = subject;
    const guesses = subject.made(small);
    for (let count = 0; count < 10; count += 1) {
      await (await passed(guesses, alice)).undo();
      await (await passed(guesses, alice)).succeed();
    }
    const answers = [];
    for (const last of [2, 3, 4, 5]) answers.push(await tried(guesses, alice, requestFrom(`192.0.2.${last}`)));
    expect(answers).toEqual(["passed", "passed", "passed", "too_many_account"]);
    await guesses.forgive(alice);
    expect(await tried(guesses, alice, requestFrom("192.0.2.5"))).toBe("passed");
  });

  test("two processes count together", async ({ skip }) => {
    const { another } = subject.opened();
    if (another === undefined) return skip();
    const both = [subject.made(), subject.made({ counters: another })];
    const attempts = Array.from({ length: 50 }, () => both.map((one) => tried(one, subject.alice))).flat();
    expect(await together(attempts)).toEqual({ passed: 5, too_many_pair: 95 });
  });

  test("two throttles of two names do not", async () => {
    const limits = { pair: { attempts: 1, seconds: 60 } };
    for (const guesses of [subject.made({ limits }), subject.made({ limits, name: "mail" })])
      expect([await tried(guesses, subject.alice), await tried(guesses, subject.alice)]).toEqual(["passed", "too_many_pair"]);
  });

  test("S-238 what is kept holds no name and no address", async ({ skip }) => {
    const { dump } = subject.opened();
    if (dump === undefined) return skip();
    await tried(subject.made(), subject.alice);
    const text = await dump();
    expect(text).toContain("sign_in_pair");
    expect([text.includes(subject.alice), text.includes("192.0.2.1")]).toEqual([false, false]);
  });
}

import { isOutcome } from "@ampoule/core";
import { expect, test } from "vitest";
import { requestFrom } from "../request-from.js";
import { here, together, tried, type CountersSubject } from "./subject.js";

/** How many are let through, and for how long. */
export function limiting(subject: CountersSubject): void {
  test("J1 S-238 so many are let through, and who was refused is told how long to wait", async () => {
    const { alice, made } = subject;
    const guesses = made({ limits: { pair: { attempts: 3, seconds: 60 } } });
    for (let count = 0; count < 3; count += 1) expect(await tried(guesses, alice)).toBe("passed");
    const refused = await guesses.attempt(alice, here);
    expect(refused).toMatchObject({ kind: "rejected", code: "too_many_pair", subject: alice });
    const wait = isOutcome(refused) ? (refused.retryAfter ?? 0) : 0;
    expect(wait > 50 && wait <= 60, String(wait)).toBe(true);
    expect(await tried(guesses, `${alice}2`)).toBe("passed");
    expect(await tried(guesses, alice, requestFrom("192.0.2.2"))).toBe("passed");
  });

  test("S-238 of 100 that come together no more are let through than of 100 in a row", async () => {
    const guesses = subject.made();
    const attempts = Array.from({ length: 100 }, () => tried(guesses, subject.alice));
    expect(await together(attempts)).toEqual({ passed: 5, too_many_pair: 95 });
  });

  test("J2 the time ends, and with it the lock", async () => {
    const guesses = subject.made({ limits: { pair: { attempts: 1, seconds: 1 } } });
    expect([await tried(guesses, subject.alice), await tried(guesses, subject.alice)]).toEqual(["passed", "too_many_pair"]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await tried(guesses, subject.alice)).toBe("passed");
  });
}

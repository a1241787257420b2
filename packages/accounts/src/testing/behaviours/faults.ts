import { UnavailableError } from "@ampoule/core";
import { expect, test } from "vitest";
import type { Subject } from "../describe-refresh-store.js";
import { forgetful, slow } from "../disturbed.js";
import { issuerOver, outcomeOf, pairIn } from "../samples.js";

/** What happens when answers are lost. */
export function faults({ opened }: Subject): void {
  test("S-145 an answer that was lost behind the swap costs nothing: the same token gives the same successor", async () => {
    const { store } = opened();
    let isBroken = false;
    const auth = issuerOver(forgetful(store, (name) => name === "swap" && isBroken));
    const first = pairIn(await auth.signIn("alice"));
    isBroken = true;
    await expect(auth.refresh(first.refreshToken)).rejects.toThrow(UnavailableError);
    isBroken = false;
    const second = pairIn(await auth.refresh(first.refreshToken));
    expect(pairIn(await auth.refresh(first.refreshToken)).refreshToken).toBe(second.refreshToken);
    expect(pairIn(await auth.refresh(second.refreshToken)).session).toBe(first.session);
  });

  test("S-153 with answers lost at random, a chain of 30 refreshes neither breaks nor branches", async () => {
    const { store } = opened();
    const auth = issuerOver(
      slow(
        forgetful(store, () => Math.random() < 0.2),
        1,
      ),
    );
    const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof UnavailableError)) throw error;
        }
      }
    };
    let { refreshToken } = pairIn(await attempt(() => auth.signIn("alice")));
    for (let turn = 0; turn < 30; turn += 1) {
      const pair = pairIn(await attempt(() => auth.refresh(refreshToken)));
      expect(outcomeOf(await attempt(() => auth.refresh(refreshToken)))).toBe(pair.refreshToken);
      refreshToken = pair.refreshToken;
    }
  });
}

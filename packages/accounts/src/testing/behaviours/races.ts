import { expect, test } from "vitest";
import type { Account } from "../../tokens/account.js";
import type { TokensOptions } from "../../tokens/options.js";
import type { Subject } from "../describe-refresh-store.js";
import { slow } from "../disturbed.js";
import { familyOf, issuerOver, outcomeOf, pairIn } from "../samples.js";

const many = Array.from({ length: 100 }, (_, index) => index);

/** What happens at once. */
export function races({ opened }: Subject): void {
  /** Two processes, where there can be two. */
  const two = async () => {
    const { store, another } = opened();
    return [slow(store, 3), slow((await another?.()) ?? store, 3)] as const;
  };
  /** An issuer in each, and one of them in turn. */
  const issuers = async (own: Partial<TokensOptions<Account>> = {}) => {
    const [here, there] = await two();
    const [one, other] = [issuerOver(here, own), issuerOver(there, own)];
    const refreshAll = (token: string) => Promise.all(many.map((index) => (index % 2 === 0 ? one : other).refresh(token)));
    return { one, other, refreshAll };
  };

  test("S-153 of 100 swaps at once one succeeds", async () => {
    const now = Date.now();
    const stores = await two();
    const family = familyOf("alice", now);
    await stores[0].create(family, now);
    const swaps = many.map(async (index) => stores[index % 2]?.swap({ ...family, current: String(index), version: 2 }, 1, now));
    const won = (await Promise.all(swaps)).flatMap((isDone, index) => (isDone === true ? [String(index)] : []));
    expect(won).toHaveLength(1);
    expect((await stores[0].find(family.id))?.current).toBe(won[0]);
  });

  test("S-143 of 100 refreshes of one token comes one lineage, with one token that is good", async () => {
    const { one, other, refreshAll } = await issuers();
    const first = pairIn(await one.signIn("alice"));
    const successors = new Set((await refreshAll(first.refreshToken)).map(outcomeOf));
    expect(successors.size).toBe(1);
    const [second = ""] = successors;
    expect(second).toMatch(/^rt_/);
    expect(pairIn(await other.refresh(second)).session).toBe(first.session);
  });

  test("S-143 without a grace window at most one of 100 succeeds, and the rest are refusals", async () => {
    const { one, refreshAll } = await issuers({ lifetimes: { grace: 0 } });
    const { refreshToken } = pairIn(await one.signIn("alice"));
    const outcomes = (await refreshAll(refreshToken)).map(outcomeOf);
    expect(outcomes.filter((outcome) => outcome.startsWith("rt_")).length).toBeLessThanOrEqual(1);
    expect(outcomes.filter((outcome) => /^(?:refresh_reused|unknown_refresh_token)$/.test(outcome)).length).toBeGreaterThanOrEqual(99);
  });

  test("S-149 signing out everywhere in the middle of refreshes leaves nothing alive", async () => {
    const { one, other, refreshAll } = await issuers();
    const { refreshToken } = pairIn(await one.signIn("alice"));
    const [answers] = await Promise.all([refreshAll(refreshToken), other.revokeAll("alice")]);
    const tokens = answers.map(outcomeOf).filter((outcome) => outcome.startsWith("rt_"));
    for (const token of new Set([refreshToken, ...tokens])) expect(outcomeOf(await one.refresh(token))).toBe("unknown_refresh_token");
  });
}

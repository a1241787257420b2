import { constantTimeEqual } from "@ampoule/core";
import { endOf, type Family } from "./family.js";
import { firstToken, newSeed, successor, type MadeToken } from "./refresh-token.js";
import type { Settings } from "./settings.js";

/**
 * What a refresh token is to its family. `current`: the one that is good. `repeated`: the one just before it, once more. `spent`: an earlier one, within the grace window.
 * `reused`: none that anybody may rightly hold.
 */
export type Standing = "current" | "repeated" | "spent" | "reused" | "over";

type Limits = Pick<Settings, "idle" | "absolute" | "grace">;

/** Decides over a refresh token. The only place that does. */
export function standingOf(family: Family, digest: string, now: number, { grace }: Limits): Standing {
  if (!(now < endOf(family))) return "over";
  if (constantTimeEqual(digest, family.current)) return "current";
  const index = family.spent.findIndex((spent) => constantTimeEqual(digest, spent.digest));
  const spentAt = family.spent[index]?.at ?? Number.NEGATIVE_INFINITY;
  // Servers' clocks differ, and clocks are set back.
  if (!(Math.abs(now - spentAt) < grace)) return "reused";
  return index === 0 && family.seed !== undefined ? "repeated" : "spent";
}

/** The first token of a new family, and the family. */
export function begin(about: Pick<Family, "subject" | "clientId" | "scopes" | "epoch">, now: number, { idle, absolute }: Limits): Rotated {
  const token = firstToken(about.subject);
  const endsAt = now + absolute;
  const family: Family = {
    ...about,
    id: token.family,
    startedAt: now,
    usedAt: now,
    current: token.digest,
    spent: [],
    seed: undefined,
    idleUntil: Math.min(endsAt, now + idle),
    endsAt,
    version: 1,
  };
  return { token, family };
}

/** A token and the state of its family in which it is the good one. */
export interface Rotated {
  readonly token: MadeToken;
  readonly family: Family;
}

/** How many earlier tokens are told from stolen ones. */
const remembered = 4;

/** The successor of the good token, and the family with it. The absolute end stays where it is. */
export function rotate(family: Family, text: string, now: number, { idle, grace }: Limits): Rotated {
  const seed = newSeed();
  const token = successor(text, seed);
  const recent = family.spent.filter(({ at }) => Math.abs(now - at) < grace);
  const next: Family = {
    ...family,
    usedAt: now,
    current: token.digest,
    spent: grace === 0 ? [] : [{ digest: family.current, at: now }, ...recent].slice(0, remembered),
    seed: grace === 0 ? undefined : { value: seed, until: now + grace },
    idleUntil: Math.min(family.endsAt, now + idle),
    version: family.version + 1,
  };
  return { token, family: next };
}

/** The successor that was made before. Only for a token that stands as `repeated`. */
export function repeat(family: Family, text: string): Rotated {
  return { token: successor(text, family.seed?.value ?? ""), family };
}

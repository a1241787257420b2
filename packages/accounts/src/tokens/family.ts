/** A refresh token that was exchanged for another. */
export interface Spent {
  /** The SHA-256 of its secret, in base64url. */
  readonly digest: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/** What makes the same successor of a token once more. Useless without that token. */
export interface Seed {
  readonly value: string;
  /** From when on it is not needed, in milliseconds since 1970. A store may forget it then, and should. */
  readonly until: number;
}

/** Everything that came of one sign-in: the row that a store keeps. Holds no token. */
export interface Family {
  /** Its public name, `sid` in access tokens. Its first twelve characters are the same for all families of a subject, so that a store can keep these in one place. */
  readonly id: string;
  readonly subject: string;
  readonly clientId: string;
  /** What was granted at sign-in. Never grows, nor shrinks when less is asked for. */
  readonly scopes: readonly string[];
  /** The account's, at sign-in. */
  readonly epoch: number;
  /** When the user signed in, in milliseconds since 1970. */
  readonly startedAt: number;
  /** When it was refreshed last, or begun, in milliseconds since 1970. */
  readonly usedAt: number;
  /** The SHA-256 of the secret of the one token that is good, in base64url. */
  readonly current: string;
  /** The tokens before it that may still be in somebody's hands rightly, the latest first. Four at most. */
  readonly spent: readonly Spent[];
  readonly seed: Seed | undefined;
  /** When it ends if it is not used, in milliseconds since 1970. */
  readonly idleUntil: number;
  /** When it ends in any case, in milliseconds since 1970. Never moves. */
  readonly endsAt: number;
  /** Raised with each change: what compare-and-set compares. */
  readonly version: number;
}

/** When a family ends if nothing happens, in milliseconds since 1970. What a store may then delete. */
export function endOf({ idleUntil, endsAt }: Family): number {
  return Math.min(idleUntil, endsAt);
}

/** A family as text, for stores that keep text. */
export function packFamily(family: Family): string {
  return JSON.stringify(family);
}

/** The family that {@link packFamily} wrote. @throws SyntaxError or TypeError on any other text. */
export function unpackFamily(text: string): Family {
  const family: Family | null = JSON.parse(text);
  if (typeof family?.id !== "string" || typeof family.current !== "string" || !Array.isArray(family.spent)) {
    throw new TypeError("This is no family of tokens.");
  }
  return { ...family, seed: family.seed };
}

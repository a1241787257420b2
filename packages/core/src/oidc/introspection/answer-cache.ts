/** What is kept of answers. Milliseconds, unless it says otherwise. */
export interface AnswerCacheSettings {
  readonly maxAge: number;
  readonly maxAgeOfRefusals: number;
  /** Answers of each kind. */
  readonly maxEntries: number;
}

interface Entry<A> {
  readonly answer: A;
  readonly since: number;
  readonly until: number;
}

/**
 * Keeps answers for a short while, by the token's digest. Those that refuse have a room of their own, so that a flood of made-up tokens pushes no good one
 * out.
 */
export class AnswerCache<A> {
  readonly #settings: AnswerCacheSettings;
  readonly #rooms = { good: new Map<string, Entry<A>>(), bad: new Map<string, Entry<A>>() };

  constructor(settings: AnswerCacheSettings) {
    this.#settings = settings;
  }

  get(digest: string, now: number): A | undefined {
    const entry = this.#rooms.good.get(digest) ?? this.#rooms.bad.get(digest);
    return entry !== undefined && now >= entry.since && now < entry.until ? entry.answer : undefined;
  }

  /** `expires`: when the token itself does, in milliseconds; it is not kept any longer. */
  keep(
    digest: string,
    answer: A,
    { isGood, now, expires }: { readonly isGood: boolean; readonly now: number; readonly expires: number },
  ): void {
    const { maxAge, maxAgeOfRefusals, maxEntries } = this.#settings;
    const until = Math.min(now + (isGood ? maxAge : maxAgeOfRefusals), expires);
    const room = isGood ? this.#rooms.good : this.#rooms.bad;
    this.#rooms.good.delete(digest);
    this.#rooms.bad.delete(digest);
    if (until <= now) return;
    room.set(digest, { answer, since: now, until });
    for (const oldest of room.keys()) {
      if (room.size <= maxEntries) break;
      room.delete(oldest);
    }
  }
}

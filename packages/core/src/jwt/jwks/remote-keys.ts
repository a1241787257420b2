import { UnavailableError } from "../../contract/errors.js";
import type { Awaitable } from "../../contract/provider.js";
import type { KeyHint, KeySource, VerificationKey } from "../key-source.js";
import { fetchSet } from "./fetch-set.js";
import { readKeySet, select, type KeySet } from "./key-set.js";
import type { JwksSettings } from "./options.js";

/** Milliseconds without a fetch after one that failed; twice as many after each further one, up to the cooldown. */
const firstBackOff = 1_000;

/** The keys of one address: fetched by one request for all, kept, and never asked for more often than the cooldown or the back-off allows. */
export class RemoteKeys implements KeySource {
  readonly #settings: JwksSettings;
  #set: KeySet = [];
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #fault: unknown;
  #pending: Promise<void> | undefined;

  constructor(settings: JwksSettings) {
    this.#settings = settings;
  }

  find(hint: KeyHint): Awaitable<readonly VerificationKey[]> {
    const { maxAge, staleLimit } = this.#settings;
    const age = this.#age();
    const found = age <= (this.#failures > 0 ? staleLimit : maxAge) ? select(this.#set, hint) : [];
    if (found.length === 0) return this.#findAfresh(hint);
    if (age > maxAge / 2) void this.#refresh();
    return found;
  }

  /** Waits for a fetch, where one is under way or allowed. Then "no such key" is known only if the last one that began has succeeded. */
  async #findAfresh(hint: KeyHint): Promise<readonly VerificationKey[]> {
    await this.#refresh();
    const found = this.#age() <= this.#settings.staleLimit ? select(this.#set, hint) : [];
    const isKnown = this.#failures === 0 && this.#fetchedAt === this.#askedAt;
    if (found.length === 0 && !isKnown) throw this.#unavailable();
    return found;
  }

  /** Milliseconds since the set was true. A clock that went back by more than a correction says nothing. */
  #age(): number {
    const age = this.#settings.clock() - this.#fetchedAt;
    return age >= -this.#settings.cooldown ? age : Number.POSITIVE_INFINITY;
  }

  /** Milliseconds until the next fetch is allowed. */
  #wait(): number {
    const { cooldown, clock } = this.#settings;
    const pause = this.#failures === 0 ? cooldown : Math.min(firstBackOff * 2 ** (this.#failures - 1), cooldown);
    const since = clock() - this.#askedAt;
    return since < 0 ? 0 : Math.max(0, pause - since);
  }

  /** Fetches, once for all who wait. Never throws. */
  #refresh(): Promise<void> | undefined {
    const isLost = this.#isLost();
    if (this.#pending !== undefined && !isLost) return this.#pending;
    if (this.#wait() > 0 && !isLost) return undefined;
    this.#askedAt = this.#settings.clock();
    const fetching = this.#fetch().finally(() => {
      if (this.#pending === fetching) this.#pending = undefined;
    });
    this.#pending = fetching;
    return fetching;
  }

  /** Workers drop a fetch, and its time-out with it, when the request that began it ends: it never settles. */
  #isLost(): boolean {
    return this.#pending !== undefined && this.#settings.clock() - this.#askedAt > this.#settings.timeout;
  }

  async #fetch(): Promise<void> {
    const askedAt = this.#askedAt;
    try {
      this.#set = await readKeySet(await fetchSet(this.#settings), this.#settings.algorithms, this.#set);
      this.#fetchedAt = askedAt;
      this.#failures = 0;
    } catch (fault) {
      // A lost one says nothing of what was asked after it.
      if (this.#askedAt === askedAt) this.#fail(fault);
    }
  }

  /** The back-off is counted from here: a failure that took its time would otherwise be asked for again at once. */
  #fail(fault: unknown): void {
    this.#askedAt = this.#settings.clock();
    this.#failures += 1;
    this.#fault = fault;
  }

  #unavailable(): UnavailableError {
    const { origin, pathname } = new URL(this.#settings.url);
    const why = this.#fault instanceof Error ? this.#fault.message : "the fetch failed";
    const retryAfter = Math.max(1, this.#wait() / 1_000);
    return new UnavailableError(`The keys at ${origin}${pathname} cannot be had: ${why}.`, { cause: this.#fault, retryAfter });
  }
}

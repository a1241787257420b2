import { isOutcome, type Rejected } from "@ampoule/core";
import type { Attempt } from "./attempt.js";

/** How one of the checks of a guess is made, and what it says of the guess. */
export interface Check<T> {
  readonly look: () => Promise<T>;
  readonly isGood: (value: T) => boolean;
  /** Whether a check that threw counts as a failure. */
  readonly countsFault: () => boolean;
}

/**
 * One name and password of one client, however often they are presented at once: a browser sends the requests of a page together, and that is one guess. Each of them is checked by
 * itself; what they have in common is that they are counted once.
 */
export class Guess {
  readonly #counting: Promise<Attempt | Rejected>;
  #attempt: Attempt | undefined;
  #present = 0;
  #isOver = false;
  #verdict: "good" | "bad" | undefined;

  constructor(counting: Promise<Attempt | Rejected>) {
    this.#counting = counting;
  }

  /** Whether one more may join. Once it is known to be wrong, whoever brings it again guesses again. */
  get isOpen(): boolean {
    return !this.#isOver && this.#verdict !== "bad";
  }

  /** Makes a check, unless the guess is one too many. */
  async check<T>(check: Check<T>): Promise<T | Rejected> {
    this.#present += 1;
    try {
      const attempt = await this.#counting;
      if (isOutcome(attempt)) return attempt;
      this.#attempt = attempt;
      return await this.#checked(attempt, check);
    } finally {
      this.#present -= 1;
      if (this.#present === 0) await this.#end();
    }
  }

  async #checked<T>(attempt: Attempt, { look, isGood, countsFault }: Check<T>): Promise<T> {
    try {
      const value = await look();
      await this.#note(isGood(value), attempt);
      return value;
    } catch (fault) {
      if (countsFault()) await this.#note(false, attempt);
      throw fault;
    }
  }

  /** The first failure was counted before it was looked at. */
  async #note(isGood: boolean, attempt: Attempt): Promise<void> {
    const former = this.#verdict;
    this.#verdict = isGood ? "good" : "bad";
    if (isGood && former !== "good") await attempt.succeed();
    if (!isGood && former !== undefined) await attempt.failAgain();
  }

  /** What came to no verdict was no failure. */
  async #end(): Promise<void> {
    this.#isOver = true;
    if (this.#verdict === undefined) await this.#attempt?.undo();
  }
}

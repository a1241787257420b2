import { ConfigurationError, rejected, type Rejected, type RequestView } from "@ampoule/core";
import { Attempt } from "./attempt.js";
import { clientAddress, type FindClient } from "./client-address.js";
import { Counting, type Counted, type TooMany } from "./counting.js";
import { foldName, keysOf, type Keys } from "./keys.js";
import type { LimitName, Limits } from "./limits.js";
import { usualName, type ThrottleOptions } from "./options.js";

/** Counts attempts and refuses when there are too many. Made by {@link throttle}. */
export class Throttle {
  /** Tells clients apart, as it counts them. */
  readonly client: FindClient;
  readonly #options: ThrottleOptions;
  readonly #counting: Counting;
  readonly #account: (name: string) => string;

  /** @internal */
  constructor(options: ThrottleOptions) {
    this.#options = options;
    this.#counting = new Counting(options);
    this.client = options.client ?? clientAddress();
    this.#account = (name) => options.account?.(name) ?? foldName(name);
  }

  /**
   * Counts an attempt, before it is looked at, and lets it through or refuses it with `retryAfter` (429). The codes `too_many_pair`, `too_many_client` and `too_many_account` are the operator's.
   *
   * The name counts as it is asked for, whether there is such an account or not. An attempt that is refused is not counted, so waiting helps.
   *
   * @throws UnavailableError where it cannot count.
   */
  async attempt(name: string, request: RequestView): Promise<Attempt | Rejected> {
    const keys = this.#keys(name, request);
    const counted: Counted[] = [];
    try {
      const tooMany = await this.#count(keys, counted);
      if (tooMany === undefined) return new Attempt(this.#counting, keys, counted);
      await this.#takeBack(counted);
      return rejected(`too_many_${tooMany.limit}`, { subject: name, retryAfter: tooMany.wait / 1_000 });
    } catch (fault) {
      await this.#takeBack(counted);
      throw fault;
    }
  }

  /**
   * Forgets what was failed at an account by all clients together, and, with a request, what its client failed there: after its password was reset. So whoever reset it signs in at once, from where they are.
   *
   * Of what other clients failed there, and of what this one failed elsewhere, nothing more is forgotten.
   */
  async forgive(name: string, request?: RequestView): Promise<void> {
    const { account, pair } = keysOf(this.#account(name), request && this.client(request));
    await Promise.all([this.#counting.forget("account", account), pair !== undefined && this.#counting.forget("pair", pair)]);
  }

  /**
   * Another one, for something else: it tells clients apart as this one does, and counts in the same place, under a name of its own and by its own limits. Nobody is known there.
   *
   * @param what letters, digits, `_` and `-`, 32 at most: `"invitations"`.
   * @throws ConfigurationError on another name, and on numbers out of range.
   */
  apart(what: string, limits: Limits = {}): Throttle {
    const { name = usualName } = this.#options;
    return new Throttle({ ...this.#options, name: `${name}-${requireName(what)}`, limits, knownFor: 0 });
  }

  /** What tells this client at this account from others. @internal */
  pairOf(name: string, request: RequestView): string {
    const { account, pair = account } = this.#keys(name, request);
    return pair;
  }

  #keys(name: string, request: RequestView): Keys {
    return keysOf(this.#account(name), this.client(request));
  }

  /** Strangers must not lock anybody out who signed in from where they are now. */
  async #isOutside(limit: LimitName, { pair }: Keys): Promise<boolean> {
    return limit === "account" && pair !== undefined && (await this.#counting.isKnown(pair));
  }

  /** Counts by one limit after the other, as far as there is room. */
  async #count(keys: Keys, counted: Counted[]): Promise<TooMany | undefined> {
    for (const [limit, key] of inOrder(keys)) {
      const answer = await this.#counting.count(limit, key);
      if (answer === undefined) continue;
      if (!isTooMany(answer)) counted.push(answer);
      else if (!(await this.#isOutside(limit, keys))) return answer;
    }
    return undefined;
  }

  async #takeBack(counted: readonly Counted[]): Promise<void> {
    await Promise.all(counted.map((one) => this.#counting.takeBack(one)));
  }
}

/** The client comes first: who is stopped by that limit makes no key for each name that they think of. What was counted before the one that stops is taken back. */
function inOrder({ client, pair, account }: Keys): readonly (readonly [LimitName, string])[] {
  const all = [
    ["client", client],
    ["pair", pair],
    ["account", account],
  ] as const;
  return all.flatMap(([limit, key]) => (key === undefined ? [] : [[limit, key] as const]));
}

function isTooMany(answer: Counted | TooMany): answer is TooMany {
  return "wait" in answer;
}

/**
 * Limits guesses, and everything else that is cheap to ask and dear to answer.
 *
 * It counts by account and client together, by account, and by client. One client alone cannot use up what an account has in an hour, so a stranger locks out nobody; many can, but not those who signed in from where they are
 * before. Everything counted is forgotten in time. Attempts are counted before they are looked at, so that parallel ones do not slip through.
 *
 * Where clients cannot be told apart (Fetch without a `client` of your own), it counts by account alone.
 *
 * @throws ConfigurationError on numbers out of range.
 * @example
 * ```ts
 * const signIn = throttled((login, { resolve }) => resolve(Accounts).authenticate(login), throttle());
 * app.all("/token", secure(tokenEndpoint({ tokens: auth, authenticate: signIn })));
 * ```
 */
export function throttle(options: ThrottleOptions = {}): Throttle {
  requireName(options.name ?? usualName);
  return new Throttle(options);
}

function requireName(name: string): string {
  if (/^[\w-]{1,32}$/.test(name)) return name;
  throw new ConfigurationError("invalid_option", `throttle() cannot be called ${JSON.stringify(name)}.`);
}

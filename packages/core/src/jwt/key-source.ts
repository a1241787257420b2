import type { Awaitable } from "../contract/provider.js";
import type { Algorithm } from "./algorithm.js";

export type { Algorithm } from "./algorithm.js";

/** A key that signatures are checked with, bound to one algorithm. */
export interface VerificationKey {
  readonly kid: string | undefined;
  readonly alg: Algorithm;
  readonly key: CryptoKey;
}

/** What a token says of its key. Chosen by whoever made the token: a source compares it, and builds no path, query or address of it. */
export interface KeyHint {
  /** On the verifier's list already. */
  readonly alg: Algorithm;
  readonly kid: string | undefined;
}

/**
 * Where keys come from.
 *
 * `find` gives the keys that may have signed such a token: none is "unknown key", which refuses the token; more than four are not tried. It throws an
 * `UnavailableError` when it cannot tell; whatever else it throws counts as one. A key that is given again must be the same `CryptoKey`: tokens that were verified
 * with another one are verified anew.
 *
 * It must settle. On a route the time-out of `security()` ends the wait for one that does not, with 503; whoever calls `verify` outside of a route has to end it.
 */
export interface KeySource {
  find(header: KeyHint): Awaitable<readonly VerificationKey[]>;
}

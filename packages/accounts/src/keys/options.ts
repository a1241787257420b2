import type { Algorithm, Clock } from "@ampoule/core/jwt";
import type { Environment } from "../environment/environment.js";
import type { SigningKey } from "./signing-key.js";

/** What `signingKeys()` can be told. */
export interface SigningKeysOptions {
  /** The keys: the first one signs, the others verify. Default: what the environment gives. */
  readonly keys?: readonly [SigningKey, ...SigningKey[]];
  /** Algorithms that later keys may have, besides those of `keys`: verifiers are told once, when they are made. Default: none. */
  readonly algorithms?: readonly Algorithm[];
  /** Looked at where no keys are given. Default: `process.env`. */
  readonly environment?: Environment;
  /** Seconds for which a key that signed before still verifies: at least as long as access tokens live. Default: 3,600. */
  readonly overlap?: number;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly clock?: Clock;
}

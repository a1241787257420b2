import { genSaltSync, hash, verify } from "@node-rs/bcrypt";
import { wholeNumber } from "../whole-number.js";
import { allowLowCost, type LowCostOption } from "./low-cost.js";
import {
  right,
  wrong,
  type HashedPassword,
  type HashingOptions,
  type PasswordCheck,
  type PasswordHasher,
  type StoredPassword,
} from "./hasher.js";
import { requireSpelling, spelled, spellingProblem } from "./spelling.js";

/** What {@link bcryptHasher} can be told. */
export interface BcryptOptions extends LowCostOption {
  /** Each step doubles the work. At least 10 (OWASP ASVS), unless `[allowLowCost]` is said. Default: 12, about a fifth of a second. */
  readonly cost?: number;
  /** The highest cost of a stored hash that is computed at all. Default: 15, or `cost` where that is higher. */
  readonly maxCost?: number;
}

/** What bcrypt reads of a password; it ignores the rest. */
const longest = 72;
/** Salt and key in the only spelling that the library computes; at others it answers at once, which would tell. `$2x$` marks hashes of a broken implementation, which need that one. */
const form = /^\$2[aby]\$([0-3]\d)\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;

class BcryptHasher implements PasswordHasher {
  readonly longest = longest;
  readonly decoy: string;
  readonly #cost: number;
  readonly #maxCost: number;

  constructor(cost: number, maxCost: number) {
    this.#cost = cost;
    this.#maxCost = maxCost;
    this.decoy = genSaltSync({ cost }) + ".".repeat(31);
  }

  accepts(stored: string): boolean {
    const cost = costOf(stored);
    return cost >= 4 && cost <= this.#maxCost;
  }

  async hash(password: string, { signal }: HashingOptions = {}): Promise<HashedPassword> {
    const text = requireSpelling(password, longest);
    return (await hash(text, { cost: this.#cost, rejectLongPasswords: true, ...(signal && { signal }) })) as HashedPassword;
  }

  async verify(password: string, stored: StoredPassword, { signal }: HashingOptions = {}): Promise<PasswordCheck> {
    const isHash = typeof stored === "string" && this.accepts(stored);
    const isPassword = spellingProblem(password, longest) === undefined;
    const target = isHash ? stored : this.decoy;
    const fits = await verify(isPassword ? spelled(password) : "", target, { ...(signal && { signal }) });
    return fits && isHash && isPassword ? right(costOf(target) < this.#cost || !target.startsWith("$2b$")) : wrong;
  }
}

function costOf(stored: string): number {
  return Number(form.exec(stored)?.[1] ?? 0);
}

/**
 * Hashes with bcrypt (`$2b$`), by @node-rs/bcrypt, on threads of libuv's pool.
 *
 * Checks `$2a$`, `$2b$` and `$2y$`; a lower cost than its own, or another letter, needs a rehash. Passwords have 1 to 72 bytes of well-formed text without NUL, in normal form C:
 * others are a `PasswordError` when hashed, and wrong when checked, in the same time. A stored cost above `maxCost` is wrong without being computed. `$2x$` is not accepted.
 *
 * It does not bound how many run at once: {@link passwords} does. It knows no policy, and does not limit guesses: that is yours.
 *
 * @throws ConfigurationError on a cost outside 10 to 31.
 * @example
 * ```ts
 * const hasher = bcryptHasher({ cost: 13 });
 * ```
 */
export function bcryptHasher(options: BcryptOptions = {}): PasswordHasher {
  const least = options[allowLowCost] === true ? 4 : 10;
  const cost = wholeNumber("bcryptHasher()", "cost", options.cost ?? 12, [least, 31]);
  const maxCost = wholeNumber("bcryptHasher()", "maxCost", options.maxCost ?? Math.max(15, cost), [cost, 31]);
  return new BcryptHasher(cost, maxCost);
}

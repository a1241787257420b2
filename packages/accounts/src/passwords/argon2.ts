import { ConfigurationError } from "@ampoule/core";
import { randomBytes } from "node:crypto";
import { argon2Library, type Argon2Library } from "./argon2-library.js";
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

interface Cost {
  /** KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** What {@link argon2Hasher} can be told. */
export interface Argon2Options extends Partial<Cost>, LowCostOption {
  /** KiB of memory that one hash fills. Default: 19,456 (19 MiB). */
  readonly memoryCost?: number;
  /** How often it is filled. OWASP ASVS wants 47,104 KiB once, 19,456 twice or 12,288 three times; less needs `[allowLowCost]`. Default: 2. */
  readonly timeCost?: number;
  /** Lanes. Default: 1. */
  readonly parallelism?: number;
  /** The most KiB of a stored hash that is computed at all. Default: 262,144 (256 MiB), or `memoryCost` where that is higher. */
  readonly maxMemoryCost?: number;
  /** The most rounds of a stored hash that is computed at all. Default: 10, or `timeCost` where that is higher. */
  readonly maxTimeCost?: number;
}

const owner = "argon2Hasher()";
const argon2id = 2;
const longest = 4_096;
const form =
  /^\$argon2(?:i|d|id)\$(?:v=(?:16|19)\$)?m=([1-9]\d{0,9}),t=([1-9]\d{0,9}),p=([1-9]\d{0,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

interface Limits {
  readonly memoryCost: number;
  readonly timeCost: number;
}

class Argon2Hasher implements PasswordHasher {
  readonly longest = longest;
  readonly decoy: string;
  readonly #own: Cost;
  readonly #most: Limits;
  readonly #library: Argon2Library;

  constructor(own: Cost, most: Limits, library: Argon2Library) {
    this.#own = own;
    this.#most = most;
    this.#library = library;
    const { memoryCost, timeCost, parallelism } = own;
    this.decoy = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${unpadded(randomBytes(16))}$${unpadded(Buffer.alloc(32))}`;
  }

  accepts(stored: string): boolean {
    const cost = costOf(stored);
    if (cost === undefined || cost.parallelism < 1 || cost.timeCost < 1 || cost.memoryCost < 8 * cost.parallelism) return false;
    return cost.memoryCost <= this.#most.memoryCost && cost.timeCost <= this.#most.timeCost && cost.parallelism <= 16;
  }

  async hash(password: string, { signal }: HashingOptions = {}): Promise<HashedPassword> {
    const text = requireSpelling(password, longest);
    signal?.throwIfAborted();
    return (await this.#library.hash(text, { ...this.#own, algorithm: argon2id }, signal)) as HashedPassword;
  }

  async verify(password: string, stored: StoredPassword, { signal }: HashingOptions = {}): Promise<PasswordCheck> {
    const isHash = typeof stored === "string" && this.accepts(stored);
    const isPassword = spellingProblem(password, longest) === undefined;
    const target = isHash ? stored : this.decoy;
    signal?.throwIfAborted();
    const fits = await this.#library.verify(target, isPassword ? spelled(password) : "", undefined, signal);
    return fits && isHash && isPassword ? right(this.#isWeaker(target)) : wrong;
  }

  #isWeaker(stored: string): boolean {
    const { memoryCost, timeCost } = costOf(stored) as Cost;
    return !stored.startsWith("$argon2id$v=19$") || memoryCost < this.#own.memoryCost || timeCost < this.#own.timeCost;
  }
}

function costOf(stored: string): Cost | undefined {
  const [, memoryCost, timeCost, parallelism, salt = "", key = ""] = form.exec(stored) ?? [];
  if (memoryCost === undefined || !isCanonical(salt) || !isCanonical(key)) return undefined;
  return { memoryCost: Number(memoryCost), timeCost: Number(timeCost), parallelism: Number(parallelism) };
}

/** The library throws on base64 that it would not write itself. */
function isCanonical(text: string): boolean {
  return unpadded(Buffer.from(text, "base64")) === text;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

/** OWASP ASVS 5.0, appendix C. */
function leastMemory(timeCost: number): number {
  if (timeCost === 1) return 47_104;
  return timeCost === 2 ? 19_456 : 12_288;
}

/**
 * Hashes with argon2id, by the optional peer @node-rs/argon2, on threads of libuv's pool. For passwords of more than 72 bytes, and where memory should make guessing dear.
 *
 * Checks argon2id, argon2i and argon2d; less memory or fewer rounds than its own, or another kind, need a rehash. Passwords have 1 to 4,096 bytes of well-formed text without NUL, in
 * normal form C. A stored hash that asks for more than `maxMemoryCost`, `maxTimeCost` or 16 lanes is wrong without being computed.
 *
 * Each hash that runs holds its memory: {@link passwords} bounds how many do. It knows no policy, and does not limit guesses.
 *
 * @throws ConfigurationError without the peer, and on costs below OWASP's.
 * @example
 * ```ts
 * const hasher = argon2Hasher({ memoryCost: 65_536, timeCost: 3 });
 * ```
 */
export function argon2Hasher(options: Argon2Options = {}): PasswordHasher {
  const own = ownCost(options);
  const memoryCost = options.maxMemoryCost ?? Math.max(262_144, own.memoryCost);
  const timeCost = options.maxTimeCost ?? Math.max(10, own.timeCost);
  const most = {
    memoryCost: wholeNumber(owner, "maxMemoryCost", memoryCost, [own.memoryCost, 2 ** 32 - 1]),
    timeCost: wholeNumber(owner, "maxTimeCost", timeCost, [own.timeCost, 2 ** 32 - 1]),
  };
  return new Argon2Hasher(own, most, argon2Library());
}

function ownCost({ memoryCost = 19_456, timeCost = 2, parallelism = 1, ...rest }: Argon2Options): Cost {
  wholeNumber(owner, "parallelism", parallelism, [1, 16]);
  wholeNumber(owner, "timeCost", timeCost, [1, 1_000]);
  wholeNumber(owner, "memoryCost", memoryCost, [8 * parallelism, 2 ** 32 - 1]);
  if (rest[allowLowCost] === true || memoryCost >= leastMemory(timeCost)) return { memoryCost, timeCost, parallelism };
  throw new ConfigurationError(
    "invalid_option",
    `${owner} with ${timeCost} rounds needs a memoryCost of at least ${leastMemory(timeCost)} KiB.`,
  );
}

import { granted, rejected, type Granted, type Rejected } from "@ampoule/core";
import { wholeNumber } from "../whole-number.js";
import { hasDigest } from "./digest.js";
import { infoOf, type ApiKeyHolder, type ApiKeyInfo, type ApiKeyVerifier, type IssuedApiKey } from "./holder.js";
import { KeyGrammar } from "./key-text.js";
import { endingOf, newRecord, type NewRecord } from "./new-record.js";
import {
  milliseconds,
  requireDeclared,
  requirePrefix,
  type ApiKeysOptions,
  type NewApiKey,
  type OwnedApiKey,
  type RotateApiKey,
} from "./options.js";
import type { Patient } from "../patience.js";
import { patientStore } from "./patient-store.js";
import type { ApiKeyRecord, ApiKeyStore } from "./store.js";

/** Issues, checks and ends API keys. Made by {@link apiKeys}. */
export class ApiKeys<const S extends string = string> {
  /** Every scope that a key may hold. */
  readonly scopes: readonly S[];
  readonly #grammar: KeyGrammar;
  readonly #store: Patient<ApiKeyStore>;
  readonly #overlap: number;
  readonly #lastUseEvery: number;
  readonly #clock: () => number;

  /** @internal */
  constructor(options: ApiKeysOptions<S>) {
    const { store, scopes = [], prefix = "amp", overlap = 86_400, lastUseEvery = 60, timeout = 2_000, clock = Date.now } = options;
    this.scopes = Object.freeze([...scopes]);
    this.#grammar = new KeyGrammar(requirePrefix(prefix));
    this.#store = patientStore(store, wholeNumber("apiKeys()", "timeout", timeout, [1, 60_000]));
    this.#overlap = overlap;
    this.#lastUseEvery = milliseconds("lastUseEvery", lastUseEvery);
    // Stores keep whole milliseconds.
    this.#clock = () => Math.floor(clock());
    milliseconds("overlap", overlap);
  }

  /** What scanners for leaked secrets look for, with the public id as the first group. */
  get pattern(): RegExp {
    return this.#grammar.pattern;
  }

  /**
   * What a scheme needs, to be spread into its options.
   *
   * `verify` looks at the key's form and checksum, then for its id, then compares digests in constant time; then whether it was revoked, and whether it expired. Every refusal is the same 401; the codes
   * `malformed_api_key`, `unknown_api_key`, `wrong_api_key`, `revoked_api_key` and `expired_api_key` are the operator's. It notes the use. Where the store does not answer, or throws, it throws an `UnavailableError`.
   *
   * @example
   * ```ts
   * const service = apiKeyHeader({ name: "X-API-Key", ...keys.verifier });
   * ```
   */
  get verifier(): ApiKeyVerifier<S> {
    return { scopes: this.scopes, verify: (key) => this.verify(key) };
  }

  /** Makes a key. The answer holds it for the only time. @throws ConfigurationError on a scope that is not declared, no owner, or a life that is no whole number of seconds. */
  async issue({ owner, name, scopes = [], expiresIn }: NewApiKey<S>): Promise<IssuedApiKey> {
    const { key, record } = this.#make({ owner, name, scopes, expiresIn });
    await this.#store.add(record);
    return { key, info: infoOf(record) };
  }

  /** Decides over a key, as {@link ApiKeys.verifier} describes. */
  async verify(key: string): Promise<Granted<ApiKeyHolder<S>> | Rejected> {
    const id = this.#grammar.idOf(key);
    if (id === undefined) return rejected("malformed_api_key");
    const record = await this.#store.find(id);
    const isRight = hasDigest(key, record?.digest);
    if (record === undefined) return rejected("unknown_api_key");
    const now = this.#clock();
    const code = isRight ? endingOf(record, now) : "wrong_api_key";
    if (code !== undefined) return rejected(code, { subject: record.owner });
    if (now - (record.lastUsedAt ?? -Infinity) >= this.#lastUseEvery) await this.#store.touch(id, now);
    return granted({ id, owner: record.owner, name: record.name, scopes: this.#declared(record) });
  }

  /** An owner's keys, also those that are over, oldest first. */
  async list(owner: string): Promise<readonly ApiKeyInfo[]> {
    return (await this.#store.list(owner)).map(infoOf);
  }

  /**
   * Makes a key that takes the place of another one: same owner, name and scopes. Both work until the overlap is over. `undefined` where the owner has no such key, or it is over or was rotated before.
   *
   * @throws ConfigurationError as {@link ApiKeys.issue}, and on an overlap that is no whole number of seconds.
   */
  async rotate({ id, owner, expiresIn, overlap = this.#overlap }: RotateApiKey): Promise<IssuedApiKey | undefined> {
    const length = milliseconds("overlap", overlap);
    const old = await this.#store.find(id);
    if (old?.owner !== owner) return undefined;
    const { key, record } = this.#make({ owner, name: old.name, scopes: this.#declared(old), expiresIn });
    const now = record.createdAt;
    const isDone = await this.#store.rotate({ id, owner, next: record, until: now + length, now });
    return isDone ? { key, info: infoOf(record) } : undefined;
  }

  /** Ends a key at once. `false` where the owner has no such key. */
  async revoke({ id, owner }: OwnedApiKey): Promise<boolean> {
    return this.#store.revoke({ id, owner, now: this.#clock() });
  }

  /** Ends all of an owner's keys at once, as when an account is disabled. @returns how many. */
  async revokeAll(owner: string): Promise<number> {
    return this.#store.revokeAll(owner, this.#clock());
  }

  /** Deletes what has been over for as many seconds. @returns how many. */
  async purge(olderThan: number): Promise<number> {
    return this.#store.purge(this.#clock() - milliseconds("olderThan", olderThan));
  }

  #make(told: NewApiKey<S>): NewRecord {
    requireDeclared(told.scopes ?? [], this.scopes);
    return newRecord(this.#grammar.make(), told, this.#clock());
  }

  /** A scope that is no longer declared is no longer held. */
  #declared({ scopes }: ApiKeyRecord): readonly S[] {
    return this.scopes.filter((scope) => scopes.includes(scope));
  }
}

/**
 * API keys: what programs sign in with.
 *
 * A key looks like `amp_4fzk…_…`: a prefix that scanners find, a public id of 95 random bits, a secret of 256, and a checksum. Only its SHA-256 is stored. It is looked up by its id, and its digest is compared in
 * constant time.
 *
 * It does not decide who may make keys, and for whom: take `owner` from who is signed in. It does not look whether the owner is still there: {@link ApiKeys.revokeAll} when an account is disabled.
 *
 * A store that does not answer in time, or throws, is an `UnavailableError` at whatever asks it.
 *
 * @throws ConfigurationError on a prefix that is none, and on numbers that are not whole or out of range.
 * @example
 * ```ts
 * const keys = apiKeys({ store: memoryApiKeys(), prefix: "acme", scopes: ["items:read", "items:write"] });
 * const service = apiKeyHeader({ name: "X-API-Key", ...keys.verifier });
 * ```
 */
export function apiKeys<const S extends string = never>(options: ApiKeysOptions<S>): ApiKeys<S> {
  return new ApiKeys(options);
}

import {
  packApiKey,
  searchable,
  unpackApiKey,
  type ApiKeyRecord,
  type ApiKeyRevocation,
  type ApiKeyRotation,
  type ApiKeyStore,
} from "@ampoule/accounts";
import { UnavailableError } from "@ampoule/core";
import { createHash } from "node:crypto";
import * as scripts from "./api-key-scripts.js";
import { checkedOptions, type RedisOptions } from "./options.js";
import type { RedisClient } from "./redis-client.js";

/** How many keys a purge takes at once: few enough that nobody waits for it. */
const batch = 500;

/** How often all keys of an owner are looked for: more often only while somebody makes new ones as fast. */
const passes = 20;

/** @internal */
class RedisApiKeys implements ApiKeyStore {
  readonly #client: RedisClient;
  readonly #root: string;

  constructor({ client, prefix }: Required<RedisOptions>) {
    this.#client = client;
    // One hash tag, so that a script can touch an old key, a new one, and the list of both.
    this.#root = `${prefix}:{api-keys}`;
  }

  async add(record: ApiKeyRecord): Promise<void> {
    const isNew = await scripts.add.run(this.#client, this.#keysOf(record), valuesOf(record));
    if (isNew !== 1) throw new UnavailableError("Redis has an API key with that id.");
  }

  async find(id: string): Promise<ApiKeyRecord | undefined> {
    return (await this.#read([id]))[0];
  }

  async list(owner: string): Promise<readonly ApiKeyRecord[]> {
    return this.#read(await this.#idsOf(owner));
  }

  async rotate({ id, owner, next, until, now }: ApiKeyRotation): Promise<boolean> {
    const values = [...valuesOf(next), id, digestOf(owner), until, now];
    return (await scripts.rotate.run(this.#client, [...this.#keysOf(next), this.#record(id)], values)) === 1;
  }

  async revoke({ id, owner, now }: ApiKeyRevocation): Promise<boolean> {
    return (await this.#revoke([id], owner, now)).own === 1;
  }

  /** Once more for as long as there were some: a rotation may come between the look and the end, but then its old key was among them. */
  async revokeAll(owner: string, now: number): Promise<number> {
    let total = 0;
    for (let pass = 0; pass < passes; pass += 1) {
      const { living } = await this.#revoke(await this.#idsOf(owner), owner, now);
      if (living === 0) return total;
      total += living;
    }
    throw new UnavailableError("The API keys of an owner change all the time.", { retryAfter: 1 });
  }

  async touch(id: string, now: number): Promise<void> {
    await scripts.touch.run(this.#client, [this.#record(id)], [now]);
  }

  async purge(before: number): Promise<number> {
    let total = 0;
    for (let taken = batch; taken >= batch; total += taken) {
      const ended = (await scripts.over.run(this.#client, [this.#ends], [before, batch])) as string[];
      const parts = ended.map((entry) => ({ entry, id: entry.slice(0, -44), owner: entry.slice(-43) }));
      const touched = parts.flatMap(({ id, owner }) => [this.#record(id), this.#index(owner)]);
      await scripts.remove.run(
        this.#client,
        [this.#ends, ...touched],
        parts.flatMap(({ entry, id }) => [entry, id]),
      );
      taken = ended.length;
    }
    return total;
  }

  async #read(ids: readonly string[]): Promise<ApiKeyRecord[]> {
    if (ids.length === 0) return [];
    const found = (await scripts.read.run(
      this.#client,
      ids.map((id) => this.#record(id)),
      [],
    )) as unknown[][];
    return found.flatMap(([key, , expiresAt, revokedAt, lastUsedAt, replacedBy]) =>
      key === null ? [] : unpackApiKey(key, { expiresAt, revokedAt, lastUsedAt, replacedBy }),
    );
  }

  async #revoke(ids: readonly string[], owner: string, now: number): Promise<{ own: number; living: number }> {
    const records = ids.map((id) => this.#record(id));
    const [own, living] = (await scripts.revoke.run(this.#client, [this.#ends, ...records], [digestOf(owner), now, ...ids])) as number[];
    return { own: own ?? 0, living: living ?? 0 };
  }

  async #idsOf(owner: string): Promise<string[]> {
    return (await scripts.list.run(this.#client, [this.#index(digestOf(owner))], [])) as string[];
  }

  #keysOf({ id, owner }: ApiKeyRecord): readonly string[] {
    return [this.#record(id), this.#index(digestOf(owner)), this.#ends];
  }

  #record(id: string): string {
    return `${this.#root}:key:${id}`;
  }

  #index(ownerDigest: string): string {
    return `${this.#root}:of:${ownerDigest}`;
  }

  get #ends(): string {
    return `${this.#root}:ends`;
  }
}

/** The fields of a key, its id, and its creation. */
function valuesOf(record: ApiKeyRecord): (string | number)[] {
  const { id, owner, createdAt, expiresAt = "", revokedAt = "", lastUsedAt = "", replacedBy = "" } = record;
  return [packApiKey(record), digestOf(owner), expiresAt, revokedAt, lastUsedAt, replacedBy, id, createdAt];
}

/** 43 characters, whoever it is. */
function digestOf(owner: string): string {
  return createHash("sha256").update(searchable(owner)).digest("base64url");
}

/**
 * Keeps API keys in Redis 7 or newer, or in a cluster, beside what {@link redisStore} keeps.
 *
 * Each change is one Lua script. All API keys of a prefix carry one hash tag, so they lie on one node of a cluster. Nothing ends by itself, since a list
 * shows what has ended, too: call `purge`. Whatever goes wrong is an `UnavailableError`. What has to be set for Redis to keep what it confirmed, {@link redisStore} says. It holds digests, and no keys.
 *
 * @throws ConfigurationError where the client runs no scripts, or the prefix has braces.
 * @example
 * ```ts
 * const keys = apiKeys({ store: redisApiKeys({ client }), prefix: "acme", scopes: ["items:read"] });
 * ```
 */
export function redisApiKeys(options: RedisOptions): ApiKeyStore {
  return new RedisApiKeys(checkedOptions("redisApiKeys()", options));
}

import {
  endOf,
  packFamily,
  unpackFamily,
  type DeniedToken,
  type EndOfAll,
  type Family,
  type RefreshStore,
  type TokenQuestion,
} from "@ampoule/accounts";
import { UnavailableError } from "@ampoule/core";
import { Keys } from "./keys.js";
import { checkedOptions, type RedisOptions } from "./options.js";
import type { RedisClient } from "./redis-client.js";
import * as scripts from "./scripts.js";

/** @internal */
class RedisStore implements RefreshStore {
  readonly #client: RedisClient;
  readonly #prefix: string;

  constructor({ client, prefix }: Required<RedisOptions>) {
    this.#client = client;
    this.#prefix = prefix;
  }

  async create(family: Family, now: number): Promise<void> {
    await scripts.create.run(this.#client, this.#familyKeys(family.id), [...values(family, now), now - 86_400_000]);
  }

  async find(id: string): Promise<Family | undefined> {
    const keys = Keys.ofFamily(this.#prefix, id);
    const [family, seed] = (await scripts.find.run(this.#client, [keys.family(id), keys.seed(id)], [])) as [unknown, unknown];
    return typeof family === "string" ? familyIn(family, seed) : undefined;
  }

  /** Two looks: a family that ends in between is not among them. */
  async list(subject: string): Promise<readonly Family[]> {
    const keys = Keys.ofSubject(this.#prefix, subject);
    const ids = (await scripts.list.run(this.#client, [keys.index], [])) as string[];
    if (ids.length === 0) return [];
    const touched = ids.flatMap((id) => [keys.family(id), keys.seed(id)]);
    const found = (await scripts.findAll.run(this.#client, touched, [])) as [unknown, unknown][];
    return found.flatMap(([family, seed]) => (typeof family === "string" ? familyIn(family, seed) : []));
  }

  async swap(next: Family, version: number, now: number): Promise<boolean> {
    return (await scripts.swap.run(this.#client, this.#familyKeys(next.id), [...values(next, now), version])) === 1;
  }

  async end(id: string): Promise<void> {
    await this.#endThese(Keys.ofFamily(this.#prefix, id), [id]);
  }

  /** A sign-in that comes between the look and the end is one that came after. */
  async endAll(subject: string, { except, now, until }: EndOfAll): Promise<void> {
    const keys = Keys.ofSubject(this.#prefix, subject);
    await scripts.cutOff.run(this.#client, [keys.cutOff], [now, ttl(until, now)]);
    const listed = (await scripts.list.run(this.#client, [keys.index], [])) as string[];
    const others = listed.filter((id) => id !== except);
    if (others.length > 0) await this.#endThese(keys, others);
  }

  async deny({ subject, jti, until, now }: DeniedToken): Promise<void> {
    await scripts.deny.run(this.#client, [Keys.ofSubject(this.#prefix, subject).denied(jti)], [ttl(until, now)]);
  }

  async isOver({ subject, family, jti, issuedAt }: TokenQuestion): Promise<boolean> {
    const keys = Keys.ofSubject(this.#prefix, subject);
    const touched = [keys.denied(jti ?? ""), keys.cutOff, keys.family(family ?? "")];
    const flags = [jti, family].map((name) => Number(name !== undefined));
    return (await scripts.isOver.run(this.#client, touched, [issuedAt, ...flags])) !== 0;
  }

  /** Redis lets everything end by itself. */
  purge(): number {
    return 0;
  }

  async #endThese(keys: Keys, ids: readonly string[]): Promise<void> {
    await scripts.end.run(this.#client, [keys.index, ...ids.flatMap((id) => [keys.family(id), keys.seed(id)])], ids);
  }

  #familyKeys(id: string): readonly string[] {
    const keys = Keys.ofFamily(this.#prefix, id);
    return [keys.family(id), keys.seed(id), keys.index];
  }
}

/** Version, record, its time to live, its end, its name, seed and the seed's time to live: what the scripts write. */
function values(family: Family, now: number): (string | number)[] {
  const { seed, id, version } = family;
  const record = packFamily({ ...family, seed: seed && { ...seed, value: "" } });
  return [version, record, ttl(endOf(family), now), endOf(family), id, seed?.value ?? "", ttl(seed?.until ?? now, now)];
}

/** Redis measures how long; until when is the caller's clock to say. */
function ttl(until: number, now: number): number {
  return Math.max(1, Math.ceil(until - now));
}

function familyIn(record: string, value: unknown): Family {
  try {
    const family = unpackFamily(record);
    const { seed } = family;
    return { ...family, seed: seed && typeof value === "string" ? { ...seed, value } : undefined };
  } catch (cause) {
    throw new UnavailableError("A family in Redis cannot be read.", { cause });
  }
}

/**
 * Keeps families of refresh tokens in Redis 7 or newer, or in a cluster: for any number of machines.
 *
 * Each change is one Lua script over keys of one hash tag, hence one step on one node. Everything ends by itself (`PEXPIRE`). Whatever goes wrong, a lost connection
 * included, is an `UnavailableError`; nothing is queued while there is none.
 *
 * It does not make Redis durable: with `appendonly yes` and `appendfsync always` what was confirmed is kept; with less, a crash or a fail-over may bring an exchanged token
 * back to life, and its successor then counts as reuse: that sign-in ends. Never let it read from replicas, and set `maxmemory-policy noeviction`, or sign-ins vanish.
 *
 * @throws ConfigurationError where the client runs no scripts, or the prefix has braces.
 * @example
 * ```ts
 * const client = await createClient({ url: "redis://127.0.0.1:6379", disableOfflineQueue: true }).on("error", log).connect();
 * const auth = tokens({ store: redisStore({ client }), keys, issuer, audience, account });
 * ```
 */
export function redisStore(options: RedisOptions): RefreshStore {
  return new RedisStore(checkedOptions("redisStore()", options));
}

import { packCode, unpackCode, type CodeRecord, type CodeStore } from "@ampoule/accounts";
import { checkedOptions, type RedisOptions } from "./options.js";
import type { RedisClient } from "./redis-client.js";
import { Script } from "./script.js";

/** KEYS: code. ARGV: digest, record, ttl. */
const put = new Script(`
redis.call("DEL", KEYS[1])
redis.call("HSET", KEYS[1], "digest", ARGV[1], "code", ARGV[2])
redis.call("PEXPIRE", KEYS[1], ARGV[3])
return 1`);

const find = new Script(`return redis.call("HGET", KEYS[1], "code")`);

/** KEYS: code. ARGV: digest. */
const take = new Script(`
if redis.call("HGET", KEYS[1], "digest") ~= ARGV[1] then return 0 end
return redis.call("DEL", KEYS[1])`);

const drop = new Script(`return redis.call("DEL", KEYS[1])`);

/** @internal */
class RedisCodes implements CodeStore {
  readonly #client: RedisClient;
  readonly #root: string;

  constructor({ client, prefix }: Required<RedisOptions>) {
    this.#client = client;
    this.#root = `${prefix}:code:`;
  }

  async put(record: CodeRecord, now: number): Promise<void> {
    await this.#run(put, record.id, record.digest, packCode(record), record.expiresAt - now);
  }

  async find(id: string): Promise<CodeRecord | undefined> {
    const text = await this.#run(find, id);
    return typeof text === "string" ? unpackCode(text) : undefined;
  }

  async take(id: string, digest: string): Promise<boolean> {
    return (await this.#run(take, id, digest)) === 1;
  }

  async drop(id: string): Promise<void> {
    await this.#run(drop, id);
  }

  /** Redis lets everything end by itself. */
  purge(): number {
    return 0;
  }

  #run(script: Script, id: string, ...values: (string | number)[]): Promise<unknown> {
    return script.run(this.#client, [this.#root + id], values);
  }
}

/**
 * Keeps single-use codes in Redis 7 or newer, or in a cluster, beside what {@link redisStore} keeps.
 *
 * Each method is one Lua script over one key, which ends by itself. Whatever goes wrong is an `UnavailableError`. What has to be set for Redis to keep what it confirmed, {@link redisStore} says.
 *
 * @throws ConfigurationError where the client runs no scripts, or the prefix has braces.
 * @example
 * ```ts
 * const codes = singleUseCodes({ store: redisCodes({ client }), account: (id) => users.byId(id) });
 * ```
 */
export function redisCodes(options: RedisOptions): CodeStore {
  return new RedisCodes(checkedOptions("redisCodes()", options));
}

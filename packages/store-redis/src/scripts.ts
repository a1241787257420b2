import { Script } from "./script.js";

/** KEYS: family, seed, index. Writes both and lets them end by themselves. */
const write = `
local function write(version, record, ttl, ends, id, seed, seedTtl)
  redis.call("HSET", KEYS[1], "version", version, "family", record)
  redis.call("PEXPIRE", KEYS[1], ttl)
  if seed ~= "" then redis.call("SET", KEYS[2], seed, "PX", seedTtl) else redis.call("DEL", KEYS[2]) end
  redis.call("ZADD", KEYS[3], ends, id)
  if redis.call("PTTL", KEYS[3]) < tonumber(ttl) then redis.call("PEXPIRE", KEYS[3], ttl) end
end
`;

/** ARGV: version, record, ttl, ends, id, seed, seedTtl, now. */
export const create = new Script(`${write}
redis.call("ZREMRANGEBYSCORE", KEYS[3], "-inf", "(" .. ARGV[8])
write(ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7])
return 1`);

/** ARGV: version, record, ttl, ends, id, seed, seedTtl, expected version. The compare and the set. */
export const swap = new Script(`${write}
if redis.call("HGET", KEYS[1], "version") ~= ARGV[8] then return 0 end
write(ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7])
return 1`);

/** KEYS: family, seed. */
export const find = new Script(`return { redis.call("HGET", KEYS[1], "family"), redis.call("GET", KEYS[2]) }`);

/** KEYS: family and seed of each. The same of each, in their order. */
export const findAll = new Script(`
local found = {}
for i = 1, #KEYS, 2 do found[#found + 1] = { redis.call("HGET", KEYS[i], "family"), redis.call("GET", KEYS[i + 1]) } end
return found`);

/** KEYS: index, then family and seed of each. ARGV: the names in the index. */
export const end = new Script(`
for i = 2, #KEYS do redis.call("DEL", KEYS[i]) end
for i = 1, #ARGV do redis.call("ZREM", KEYS[1], ARGV[i]) end
return #ARGV`);

/** KEYS: index. */
export const list = new Script(`return redis.call("ZRANGE", KEYS[1], 0, -1)`);

/** KEYS: cut-off. ARGV: at, ttl. Never earlier than it was. */
export const cutOff = new Script(`
local at = tonumber(redis.call("GET", KEYS[1]) or "0")
redis.call("SET", KEYS[1], string.format("%.0f", math.max(at, tonumber(ARGV[1]))), "PX", ARGV[2])
return 1`);

/** KEYS: denied. ARGV: ttl. */
export const deny = new Script(`
redis.call("SET", KEYS[1], "1", "PX", ARGV[1])
return 1`);

/** KEYS: denied, cut-off, family. ARGV: issuedAt, whether there is a name, whether there is a family. */
export const isOver = new Script(`
if ARGV[2] == "1" and redis.call("EXISTS", KEYS[1]) == 1 then return 1 end
if ARGV[3] == "1" then return 1 - redis.call("EXISTS", KEYS[3]) end
local at = redis.call("GET", KEYS[2])
if at and tonumber(at) >= tonumber(ARGV[1]) then return 1 end
return 0`);

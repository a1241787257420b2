import { Script } from "./script.js";

/** What a key has, in the order in which scripts are given it and give it back. A field that is not there is not set. */
const shared = `
local fields = { "key", "owner", "expiresAt", "revokedAt", "lastUsedAt", "replacedBy" }
local function ends(list, record, id)
  local expiry, revocation, owner = unpack(redis.call("HMGET", record, "expiresAt", "revokedAt", "owner"))
  local at = math.min(tonumber(expiry) or math.huge, tonumber(revocation) or math.huge)
  if at < math.huge then redis.call("ZADD", list, string.format("%.0f", at), id .. ":" .. owner) end
end
local function put()
  for index, field in ipairs(fields) do
    if ARGV[index] ~= "" then redis.call("HSET", KEYS[1], field, ARGV[index]) end
  end
  redis.call("ZADD", KEYS[2], ARGV[8], ARGV[7])
  ends(KEYS[3], KEYS[1], ARGV[7])
end
`;

/** KEYS: record, index, ends. ARGV: the fields, id, creation. */
export const add = new Script(`${shared}
if redis.call("EXISTS", KEYS[1]) == 1 then return 0 end
put()
return 1`);

/** KEYS: records. The fields of each. */
export const read = new Script(`${shared}
local found = {}
for index, record in ipairs(KEYS) do found[index] = redis.call("HMGET", record, unpack(fields)) end
return found`);

/** KEYS: index. */
export const list = new Script(`return redis.call("ZRANGE", KEYS[1], 0, -1)`);

/** KEYS: the new record, index, ends, the old record. ARGV: as for add; then the old one's id, owner, until, now. */
export const rotate = new Script(`${shared}
local owner, expiry, revocation, successor = unpack(redis.call("HMGET", KEYS[4], "owner", "expiresAt", "revokedAt", "replacedBy"))
if owner ~= ARGV[10] or revocation or successor or (expiry and tonumber(expiry) <= tonumber(ARGV[12])) then return 0 end
put()
local at = math.min(tonumber(expiry) or math.huge, tonumber(ARGV[11]))
redis.call("HSET", KEYS[4], "replacedBy", ARGV[7], "expiresAt", string.format("%.0f", at))
ends(KEYS[3], KEYS[4], ARGV[9])
return 1`);

/** KEYS: ends, then records. ARGV: owner, now, then ids. How many are the owner's, and how many of them were living. */
export const revoke = new Script(`${shared}
local own, living = 0, 0
for index = 2, #KEYS do
  if redis.call("HGET", KEYS[index], "owner") == ARGV[1] then
    own = own + 1
    living = living + redis.call("HSETNX", KEYS[index], "revokedAt", ARGV[2])
    ends(KEYS[1], KEYS[index], ARGV[index + 1])
  end
end
return { own, living }`);

/** KEYS: record. ARGV: now. */
export const touch = new Script(`
if redis.call("EXISTS", KEYS[1]) == 0 then return 0 end
local known = tonumber(redis.call("HGET", KEYS[1], "lastUsedAt")) or 0
redis.call("HSET", KEYS[1], "lastUsedAt", string.format("%.0f", math.max(known, tonumber(ARGV[1]))))
return 1`);

/** KEYS: ends. ARGV: before, how many at most. Ids, each with a digest of its owner. */
export const over = new Script(`return redis.call("ZRANGEBYSCORE", KEYS[1], "-inf", ARGV[1], "LIMIT", 0, ARGV[2])`);

/** KEYS: ends, then record and index of each. ARGV: what stands in the ends, and the id, of each. */
export const remove = new Script(`
for index = 2, #KEYS, 2 do
  redis.call("DEL", KEYS[index])
  redis.call("ZREM", KEYS[index + 1], ARGV[index])
  redis.call("ZREM", KEYS[1], ARGV[index - 1])
end
return 1`);

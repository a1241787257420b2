import type { RefreshStore } from "@ampoule/accounts";
import type { createClient, createCluster } from "redis";
import { expectTypeOf, test } from "vitest";
import { redisStore, type RedisClient } from "../../src/index.js";

test("clients and clusters of node-redis fit as they are", () => {
  expectTypeOf<ReturnType<typeof createClient>>().toExtend<RedisClient>();
  expectTypeOf<ReturnType<typeof createCluster>>().toExtend<RedisClient>();
  expectTypeOf(redisStore).returns.toEqualTypeOf<RefreshStore>();
  // @ts-expect-error: an address is no client
  expectTypeOf(redisStore({ client: "redis://127.0.0.1" })).toEqualTypeOf<RefreshStore>();
});

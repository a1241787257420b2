import { apiKeyStoreContract, codeStoreContract, describeRefreshStore, type OpenStore } from "@ampoule/accounts/testing";
import { createClient, createCluster } from "redis";
import { afterAll, beforeAll, describe, test } from "vitest";
import { redisApiKeys, redisCodes, redisStore } from "../src/index.js";
import { redisServer, type RedisServer } from "./redis-server.js";

let alone: RedisServer;
let clustered: RedisServer;

beforeAll(async () => {
  alone = await redisServer();
  clustered = await redisServer("--cluster-enabled", "yes");
  const client = await createClient({ url: clustered.url }).connect();
  await client.sendCommand(["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]);
  while (!(await client.clusterInfo()).includes("cluster_state:ok")) await new Promise((resolve) => setTimeout(resolve, 50));
  client.destroy();
});
afterAll(async () => {
  await alone.remove();
  await clustered.remove();
});

/** Everything in it, as text. */
async function dump(client: { sendCommand(args: string[]): Promise<unknown> }): Promise<string> {
  const lines: unknown[] = [];
  for (const key of (await client.sendCommand(["KEYS", "*"])) as string[]) {
    const type = String(await client.sendCommand(["TYPE", key]));
    const read = { hash: ["HGETALL", key], zset: ["ZRANGE", key, "0", "-1"], string: ["GET", key] }[type] ?? [];
    lines.push(key, await client.sendCommand(read));
  }
  return JSON.stringify(lines);
}

// S-140, S-143, S-145, S-149, S-151, S-152, S-153, C11: in the titles of the contract.
describeRefreshStore("Redis", {
  tidiesItself: true,
  open: async (): Promise<OpenStore> => {
    const clients = await Promise.all([0, 1].map(() => createClient({ url: alone.url, disableOfflineQueue: true }).connect()));
    const [client, other] = clients;
    if (client === undefined || other === undefined) throw new Error("There is no client.");
    await client.flushAll();
    return {
      store: redisStore({ client }),
      another: () => redisStore({ client: other }),
      dump: () => dump(client),
      close: () => clients.forEach((one) => one.destroy()),
    };
  },
});

// A node of a cluster refuses a script whose keys are not all in one slot.
describeRefreshStore("a Redis cluster", {
  tidiesItself: true,
  open: async (): Promise<OpenStore> => {
    const direct = await createClient({ url: clustered.url }).connect();
    await direct.flushAll();
    const cluster = await createCluster({ rootNodes: [{ url: clustered.url }] }).connect();
    const close = () => {
      cluster.destroy();
      direct.destroy();
    };
    return { store: redisStore({ client: cluster, prefix: "own" }), dump: () => dump(direct), close };
  },
});

describe("API keys in Redis", () => {
  test.each(apiKeyStoreContract)("alone: $name", async ({ run }) => {
    const client = await createClient({ url: alone.url }).connect();
    await run(redisApiKeys({ client }));
    client.destroy();
  });

  test.each(apiKeyStoreContract)("in a cluster: $name", async ({ run }) => {
    const cluster = await createCluster({ rootNodes: [{ url: clustered.url }] }).connect();
    await run(redisApiKeys({ client: cluster, prefix: "own" }));
    cluster.destroy();
  });
});

describe("single-use codes in Redis", () => {
  test.each(codeStoreContract)("alone: $name", async ({ run }) => {
    const client = await createClient({ url: alone.url }).connect();
    await run(redisCodes({ client }));
    client.destroy();
  });

  test.each(codeStoreContract)("in a cluster: $name", async ({ run }) => {
    const cluster = await createCluster({ rootNodes: [{ url: clustered.url }] }).connect();
    await run(redisCodes({ client: cluster, prefix: "own" }));
    cluster.destroy();
  });
});

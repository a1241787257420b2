import { signingKeys, tokens, type TokenPair } from "@ampoule/accounts";
import type { Rejected } from "@ampoule/core";
import { fork } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createClient } from "redis";
import { expect, test } from "vitest";
import { redisStore } from "../src/index.js";
import { redisServer } from "./redis-server.js";

const script = fileURLToPath(new URL("dying.mjs", import.meta.url));
const [chains, turns] = [8, 25];
const points = ["before", "after", "parent"] as const;

/** Lets another process refresh a token, and kills it. */
async function killed(url: string, token: string, point: (typeof points)[number]): Promise<void> {
  const child = fork(script, [url, token, point], { execArgv: ["--no-warnings"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  // The parent's blow falls anywhere around the write.
  child.on("message", () => setTimeout(() => child.kill("SIGKILL"), Math.random() * 2));
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (point !== "parent") expect([code, signal]).toEqual([null, "SIGKILL"]);
}

function granted(answer: TokenPair | Rejected): TokenPair {
  if ("accessToken" in answer) return answer;
  throw new Error(answer.code);
}

test(
  "S-153, S-145 a process killed 200 times between read and write loses no family and mints nothing twice",
  { timeout: 300_000 },
  async () => {
    const server = await redisServer();
    const client = await createClient({ url: server.url }).connect();
    const store = redisStore({ client });
    const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });
    const auth = tokens({ issuer: "i", audience: "a", keys, store, account: (id) => ({ id }), timeout: 10_000, lifetimes: { grace: 60 } });
    const chain = async (subject: string) => {
      let pair = granted(await auth.signIn(subject));
      for (let turn = 1; turn <= turns; turn += 1) {
        await killed(server.url, pair.refreshToken, points[turn % points.length] ?? "before");
        const next = granted(await auth.refresh(pair.refreshToken));
        const again = granted(await auth.refresh(pair.refreshToken));
        expect([again.refreshToken, again.session]).toEqual([next.refreshToken, pair.session]);
        expect(await store.find(pair.session)).toMatchObject({ version: turn + 1, subject });
        pair = next;
      }
    };
    await Promise.all(Array.from({ length: chains }, (_, index) => chain(`user-${index}`)));
    client.destroy();
    await server.remove();
  },
);

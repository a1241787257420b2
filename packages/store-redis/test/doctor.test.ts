import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redisServer, type RedisServer } from "./redis-server.js";

const bin = fileURLToPath(new URL("../../accounts/dist/doctor/main.js", import.meta.url));
const cwd = fileURLToPath(new URL("..", import.meta.url));
let server: RedisServer;
beforeAll(async () => void (server = await redisServer()));
afterAll(() => server.remove());

/** What the doctor, in a process of its own, says of a store. */
async function look(address: string): Promise<readonly string[]> {
  const settings = {
    NODE_ENV: "production",
    SECRET_KEY: randomBytes(32).toString("base64url"),
    JWT_ISSUER: "notes",
    JWT_AUDIENCE: "notes",
  };
  const child = spawn(process.execPath, [bin, "doctor", "--json"], { cwd, env: { ...settings, AMPOULE_STORE_URL: address } });
  const [out] = await Promise.all([text(child.stdout), once(child, "close")]);
  const { findings } = JSON.parse(out) as { readonly findings: readonly { level: string; about: string; message: string }[] };
  return findings.filter(({ about }) => about === "store" || about === "clock").map(({ level, message }) => `${level}: ${message}`);
}

test("the doctor asks Redis and compares clocks; where it is away, it says so without the password", { timeout: 60_000 }, async () => {
  expect(await look(server.url)).toEqual([`ok: ${server.url} answers.`, "ok: This clock and the store's agree."]);
  await server.stop();
  const [away = "", ...more] = await look(`redis://app:canary-4711@127.0.0.1:${server.port}`);
  expect([away, more]).toEqual([
    expect.stringMatching(
      /^fail: redis:\/\/\[secret\]@127\.0\.0\.1:\d+ cannot be used\. Redis did not let this process in\. connect ECONNREFUSED/,
    ),
    [],
  ]);
});

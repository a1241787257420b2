import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createClient } from "redis";

/** A Redis of a test's own, whose data survive a stop. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good, and deletes its data. */
  remove(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1. Each write is on the disk before it is confirmed. */
export async function redisServer(...more: string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const options = [
    "--bind",
    "127.0.0.1",
    "--port",
    `${port}`,
    "--dir",
    folder,
    "--save",
    "",
    "--appendonly",
    "yes",
    "--appendfsync",
    "always",
  ];
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn("redis-server", [...options, "--loglevel", "warning", ...more], { stdio: "ignore" });
    await answering(url);
  };
  const stop = async (signal: "SIGTERM" | "SIGKILL" = "SIGTERM") => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  };
  const remove = async () => {
    await stop("SIGKILL");
    rmSync(folder, { recursive: true });
  };
  // A worker that ends before its tests do must not leave it behind.
  process.once("exit", () => child?.kill("SIGKILL"));
  await start();
  return { port, url, start, stop, remove, [Symbol.asyncDispose]: remove };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  // A cluster's bus takes the port 10,000 above.
  return port > 55_000 ? freePort() : port;
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const client = createClient({ url, socket: { reconnectStrategy: false } }).on("error", () => undefined);
    try {
      await client.connect();
      await client.ping();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    } finally {
      client.destroy();
    }
  }
  throw new Error("Redis does not start.");
}

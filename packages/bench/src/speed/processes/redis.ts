import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "redis";

const create = (url: string) => createClient({ url, socket: { reconnectStrategy: false } }).on("error", () => undefined);

/** A Redis of our own, which appends to a file as it does where it is to survive. */
export interface Redis {
  readonly url: string;
  /** Microseconds of processor time that it has used. */
  cpu(): Promise<number>;
}

/** Starts one for as long as something is done with it. `prefix` is put before its command line. */
export async function withRedis<T>(prefix: readonly string[], work: (redis: Redis) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-bench-"));
  const port = await freePort();
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
    "everysec",
  ];
  const [command, ...rest] = [...prefix, "redis-server", ...options];
  const child = spawn(command ?? "redis-server", rest, { stdio: "ignore" });
  const gone = once(child, "exit");
  const url = `redis://127.0.0.1:${port}`;
  const client = create(url);
  try {
    await Promise.race([connected(client), gone.then(() => Promise.reject(new Error("redis-server ended.")))]);
    return await work({ url, cpu: async () => cpuOf(await client.info("cpu")) });
  } finally {
    client.destroy();
    child.kill();
    await gone;
    rmSync(folder, { recursive: true });
  }
}

async function connected(client: ReturnType<typeof create>): Promise<void> {
  for (let attempt = 0; !client.isReady; attempt += 1) {
    await client.connect().catch((fault: unknown) => {
      if (attempt > 100) throw fault;
      return wait(50);
    });
  }
}

function cpuOf(info: string): number {
  const seconds = (name: string): number => Number(new RegExp(`^${name}:([0-9.]+)`, "m").exec(info)?.[1]);
  return (seconds("used_cpu_user") + seconds("used_cpu_sys")) * 1e6;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

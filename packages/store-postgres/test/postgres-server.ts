import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Client, Pool, type PoolConfig } from "pg";

/** A PostgreSQL of a test's own, whose data survive a stop. */
export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
  /** A pool over it, which ends with the server. */
  pool(config?: PoolConfig): Pool;
  /** SIGINT: it ends what runs. SIGQUIT: it ends as in a crash. */
  stop(signal?: "SIGINT" | "SIGQUIT"): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good, and deletes its data. */
  remove(): Promise<void>;
}

/** Told by vitest.config.ts. */
const binaries = process.env["AMPOULE_POSTGRES"] ?? "";
/** PostgreSQL refuses to run as root. */
const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Starts one on a free port of 127.0.0.1. Each write is on the disk before it is confirmed. */
export async function postgresServer(...more: string[]): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-postgres-"));
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  initialise(folder);
  const port = await freePort();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const options = ["-D", folder, "-p", `${port}`, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const pools: Pool[] = [];
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(join(binaries, "postgres"), [...options, ...more], { ...owner, cwd: folder, stdio: "ignore" });
    await answering(url);
  };
  const stop = async (signal: "SIGINT" | "SIGQUIT" = "SIGINT") => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  };
  const pool = (config: PoolConfig = {}) => {
    const made = new Pool({ connectionString: url, ...config }).on("error", () => undefined);
    pools.push(made);
    return made;
  };
  const remove = async () => {
    await Promise.all(pools.filter(({ ended }) => !ended).map((one) => one.end()));
    await stop();
    rmSync(folder, { recursive: true });
  };
  // A worker that ends before its tests do must not leave it behind.
  process.once("exit", () => child?.kill("SIGQUIT"));
  await start();
  return { url, pool, start, stop, remove, [Symbol.asyncDispose]: remove };
}

function initialise(folder: string): void {
  const flags = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"];
  const { status, stderr } = spawnSync(join(binaries, "initdb"), ["-D", folder, ...flags], { ...owner, cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`initdb: ${stderr}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const client = new Client({ connectionString: url }).on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error("PostgreSQL does not start.");
}

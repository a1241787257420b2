import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Order, Report } from "./server.js";

const alone = fileURLToPath(new URL("./server.js", import.meta.url));
const together = fileURLToPath(new URL("./cluster.js", import.meta.url));

interface Start {
  readonly prefix?: readonly string[];
  readonly options?: readonly string[];
}

/** A server in a process of its own. */
export class RunningServer {
  readonly #child: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** `prefix` is put before the command line, `options` are Node's. */
  static async start(order: Order, prefix: readonly string[] = [], options: readonly string[] = []): Promise<RunningServer> {
    const [command, ...rest] = [...prefix, process.execPath, ...options, order.workers === undefined ? alone : together];
    const env = { ...process.env, NODE_ENV: "production" };
    const child = spawn(command, rest, { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.send(order);
    const { port } = await answerOf(child);
    return new RunningServer(child, port);
  }

  /** One that is stopped when something was done with it. */
  static async during<T>(order: Order, { prefix, options }: Start, work: (server: RunningServer) => Promise<T>): Promise<T> {
    const server = await RunningServer.start(order, prefix, options);
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  }

  /** What it has used so far. */
  async report(): Promise<Report> {
    this.#child.send("report");
    return answerOf(this.#child);
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.disconnect();
    await gone;
  }
}

async function answerOf(child: ChildProcess): Promise<Report> {
  const listening = new AbortController();
  const message = once(child, "message", listening).then(([report]: Report[]) => report);
  const early = once(child, "exit", listening).then(() => undefined);
  const report = await Promise.race([message, early]);
  listening.abort();
  await Promise.allSettled([message, early]);
  if (report !== undefined) return report;
  throw new Error("A server ended before it was asked to: what it says is above.");
}

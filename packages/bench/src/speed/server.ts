// A contestant's own process: told over IPC what to serve, it says where, and from then on how much processor time it has used.
import "reflect-metadata";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Circumstances, Contestants, Home } from "./contestant.js";
import type { Material } from "./material.js";

/** What a server is told when it starts. */
export interface Order extends Circumstances {
  readonly home: Home;
  readonly contestant: string;
  readonly material: Material;
}

/** What a server answers: its port first, then what it has used whenever it is asked. */
export interface Report {
  readonly port: number;
  /** Microseconds of processor time, in all threads. */
  readonly cpu: number;
  /** Bytes in use on the heap, after a collection where one can be had. */
  readonly heap: number;
}

async function start({ home, contestant, material, ...circumstances }: Order): Promise<number> {
  const { contestants } = (await import(`./contestants/${home}.js`)) as { contestants: Contestants };
  const serve = contestants[contestant];
  if (serve === undefined) throw new TypeError(`${home} has no contestant "${contestant}".`);
  const server = await serve(material, circumstances);
  if (!server.listening) await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function report(port: number): void {
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  process.send?.({ port, cpu: user + system, heap: process.memoryUsage().heapUsed } satisfies Report);
}

// It ends with whoever started it.
process.once("disconnect", () => process.exit());
process.once("message", (order: Order) => {
  void start(order).then((port) => {
    report(port);
    process.on("message", () => report(port));
  });
});

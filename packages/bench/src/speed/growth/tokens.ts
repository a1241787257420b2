import { ask } from "../load.js";
import { newMaterial } from "../material.js";
import type { Picture, Setting } from "../part.js";
import { bearing } from "../requests.js";
import { RunningServer } from "../running.js";

const title = "Different tokens that a server meets, each at least once, on Hono";
const x = "tokens";
/** Requests at least, so that few tokens are measured as long as many. */
const least = 50_000;

/** What a server does, and what it holds afterwards, when so many tokens come in turn. A server for each number: none has met a token before. */
export async function tokens({ isQuick, prefix }: Setting): Promise<readonly Picture[]> {
  const sizes = [1, 10, 100, 1_000, 10_000, ...(isQuick ? [] : [100_000, 1_000_000])];
  const throughput: [number, number][] = [];
  const heap: [number, number][] = [];
  for (const size of sizes) {
    const found = await meeting(size, prefix);
    throughput.push([size, found.throughput]);
    heap.push([size, found.heap / 2 ** 20]);
  }
  return [
    { name: "tokens", title, x, y: "requests each second", curves: [{ name: "ampoule", points: throughput }] },
    { name: "heap", title, x, y: "MiB in use after a collection", curves: [{ name: "ampoule", points: heap }] },
  ];
}

async function meeting(size: number, prefix: readonly string[]): Promise<{ readonly throughput: number; readonly heap: number }> {
  const { material, mint } = newMaterial("HS256");
  const sign = mint("at+jwt");
  const kept = size <= least ? Array.from({ length: size }, (_, index) => bearing(sign(index))) : [];
  const requests = (index: number): Buffer => kept[index % size] ?? bearing(sign(index % size));
  const order = { home: "hono", contestant: "ampoule, function", material } as const;
  return RunningServer.during(order, { prefix, options: ["--expose-gc"] }, async (server) => {
    const load = { port: server.port, requests, connections: 32, duration: Number.POSITIVE_INFINITY };
    const { count, elapsed } = await ask({ ...load, most: Math.max(size, least) });
    const { heap } = await server.report();
    return { throughput: (count * 1_000) / elapsed, heap };
  });
}

import { ask } from "./load.js";
import type { Framework } from "./contestant.js";
import { newMaterial } from "./material.js";
import type { Outcome, Part, Setting } from "./part.js";
import { bearing } from "./requests.js";
import { RunningServer } from "./running.js";

const frameworks: readonly Framework[] = ["express", "koa", "hono"];
const head = ["MiB in use after a collection", "warm", "¼", "½", "¾", "whole", "last ÷ first quarter"];

/** Whether the heap stays flat: what is in use after each quarter of very many requests, most of them with one of 200 tokens, and one in ten with a token that was never seen. */
export const soak: Part = async (setting) => {
  const requests = setting.isQuick ? 80_000 : 2_000_000;
  const heaps: Record<string, readonly number[]> = {};
  for (const framework of frameworks) heaps[framework] = await heapsOf(framework, requests, setting);
  const rows = Object.entries(heaps).map(([name, heap]) => [
    name,
    ...heap.map((bytes) => (bytes / 2 ** 20).toFixed(1)),
    growthOf(heap).toFixed(3),
  ]);
  setting.say({ title: `The heap over ${requests.toLocaleString("en")} requests`, rows: [head, ...rows] });
  const outcomes = Object.entries(heaps).map(([name, heap]): Outcome => {
    return { name: `${name}: heap after the last quarter ÷ after the first`, bound: "at most", limit: 1.05, seen: growthOf(heap) };
  });
  return { outcomes, figures: heaps };
};

function growthOf([, first = Number.NaN, , , last = Number.NaN]: readonly number[]): number {
  return last / first;
}

async function heapsOf(home: Framework, requests: number, { prefix }: Setting): Promise<readonly number[]> {
  const { material, mint } = newMaterial("HS256");
  const sign = mint("at+jwt");
  const known = Array.from({ length: 200 }, (_, index) => bearing(sign(index)));
  let made = known.length;
  const request = (index: number): Buffer => (index % 10 === 0 ? undefined : known[index % known.length]) ?? bearing(sign((made += 1)));
  const order = { home, contestant: "ampoule, function", material } as const;
  return RunningServer.during(order, { prefix, options: ["--expose-gc"] }, async (server) => {
    const load = { port: server.port, requests: request, connections: 32, duration: Number.POSITIVE_INFINITY };
    const heaps: number[] = [];
    for (const most of [20_000, ...Array.from({ length: 4 }, () => requests / 4)]) {
      await ask({ ...load, most });
      heaps.push((await server.report()).heap);
    }
    return heaps;
  });
}

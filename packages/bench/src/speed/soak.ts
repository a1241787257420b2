import { ask, type Requests } from "./load.js";
import { frameworks, type Framework } from "./contestant.js";
import { newMaterial } from "./material.js";
import type { Outcome, Part, Setting } from "./part.js";
import { bearing } from "./requests.js";
import { RunningServer } from "./running.js";

/** Milliseconds of a quarter, where a machine is too slow for all of its requests. */
const longest = 45_000;
const head = ["MiB in use after a collection", "requests", "warm", "¼", "½", "¾", "whole", "last ÷ first quarter"];

/** What one server came to. */
interface Soaked {
  readonly requests: number;
  /** Bytes in use on the heap: when it was warm, and after each quarter. */
  readonly heaps: readonly number[];
}

/** Whether the heap stays flat: what is in use after each quarter of very many requests, most of them with one of 200 tokens, and one in ten with a token that was never seen. */
export const soak: Part = async (setting) => {
  const figures: Record<string, Soaked> = {};
  for (const framework of frameworks) figures[framework] = await soaked(framework, setting);
  const rows = Object.entries(figures).map(([name, { requests, heaps }]) => [
    name,
    requests.toLocaleString("en"),
    ...heaps.map((bytes) => (bytes / 2 ** 20).toFixed(1)),
    growthOf(heaps).toFixed(3),
  ]);
  setting.say({ title: "The heap over many requests", rows: [head, ...rows] });
  const outcomes = Object.entries(figures).map(([name, { heaps }]): Outcome => {
    return { name: `${name}: heap after the last quarter ÷ after the first`, bound: "at most", limit: 1.05, seen: growthOf(heaps) };
  });
  return { outcomes, figures };
};

function growthOf([, first = Number.NaN, , , last = Number.NaN]: readonly number[]): number {
  return last / first;
}

async function soaked(home: Framework, { isQuick, prefix }: Setting): Promise<Soaked> {
  const { material, mint } = newMaterial("HS256");
  const quarter = (isQuick ? 80_000 : 500_000) / 4;
  const order = { home, contestant: "ampoule, function", material } as const;
  return RunningServer.during(order, { prefix, options: ["--expose-gc"] }, async (server) => {
    const load = { port: server.port, requests: mostlyKnown(mint("at+jwt")), connections: 32, duration: longest };
    let requests = 0;
    const heaps: number[] = [];
    for (const most of [20_000, quarter, quarter, quarter, quarter]) {
      requests += (await ask({ ...load, most })).count;
      heaps.push((await server.report()).heap);
    }
    return { requests, heaps };
  });
}

function mostlyKnown(sign: (index: number) => string): Requests {
  const known = Array.from({ length: 200 }, (_, index) => bearing(sign(index)));
  let made = known.length;
  return (index) => (index % 10 === 0 ? undefined : known[index % known.length]) ?? bearing(sign((made += 1)));
}

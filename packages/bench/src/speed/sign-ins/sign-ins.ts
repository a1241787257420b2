import { askOn } from "../connection.js";
import { median, percentile } from "../figures.js";
import { ask, formOf, type Requests } from "../load.js";
import { newMaterial, type Material } from "../material.js";
import type { Part } from "../part.js";
import { requestsOf } from "../requests.js";
import { RunningServer } from "../running.js";
import { anybody, tokenPath } from "../user.js";
import { SteadyClients } from "./steady-clients.js";

const ours = "ampoule, sign-ins in the hashing queue";
const contestants = [ours, "jose and bcrypt by hand"];
const head = ["", "bearer p50 ms", "bearer p99 ms", "bearer max ms", "bearer requests", "sign-ins/s"];

interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
  /** Sign-ins each second. */
  readonly signIns: number;
}

/** What requests with a bearer token wait for while a hundred people sign in at once. */
export const signIns: Part = async ({ isQuick, prefix, say }) => {
  const { material, mint } = newMaterial("HS256");
  const requests = requestsOf({ contestant: ours, credential: "new" }, material, mint);
  const rounds = new Map<string, Round[]>(contestants.map((name) => [name, []]));
  for (let round = 0; round < (isQuick ? 1 : 3); round += 1) {
    for (const [contestant, measured] of rounds) {
      const order = { home: "issuing", contestant, material } as const;
      measured.push(await RunningServer.during(order, { prefix }, ({ port }) => crowd(port, requests, material)));
    }
  }
  const middle = (name: string, of: (round: Round) => number) => median(rounds.get(name)?.map(of) ?? []);
  const rows = contestants.map((name) => [
    name,
    ...[({ p50 }: Round) => p50, ({ p99 }: Round) => p99, ({ max }: Round) => max].map((of) => middle(name, of).toFixed(1)),
    middle(name, ({ count }) => count).toFixed(0),
    middle(name, ({ signIns: rate }) => rate).toFixed(1),
  ]);
  say({ title: "100 sign-ins at once (bcrypt 12), and a bearer-guarded route meanwhile, on Express", rows: [head, ...rows] });
  const name = "p99 of a bearer-guarded route while 100 sign-ins at bcrypt 12 run";
  const seen = middle(ours, ({ p99 }) => p99);
  return { outcomes: [{ name, bound: "at most", limit: 20, seen, unit: " ms" }], figures: Object.fromEntries(rounds) };
};

/** A hundred sign-ins, and clients with tokens for as long as those take. */
async function crowd(port: number, requests: Requests, { password }: Material): Promise<Round> {
  await ask({ port, requests, connections: 8, duration: 2_000 });
  const form = formOf(tokenPath, { grant_type: "password", username: anybody.id, password });
  const start = performance.now();
  const steady = new SteadyClients(port, requests);
  await Promise.all(Array.from({ length: 100 }, () => signIn(port, form)));
  const elapsed = performance.now() - start;
  const latencies = await steady.end();
  return { ...spread(latencies), count: latencies.length, signIns: 100_000 / elapsed };
}

async function signIn(port: number, form: Buffer): Promise<void> {
  const forms = [form];
  await askOn(port, { next: () => forms.pop(), isRight: (answer) => answer.includes('"access_token"') });
}

function spread(latencies: readonly number[]): Pick<Round, "p50" | "p99" | "max"> {
  return { p50: percentile(latencies, 50), p99: percentile(latencies, 99), max: percentile(latencies, 100) };
}

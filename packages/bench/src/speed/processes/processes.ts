import { median, percentile } from "../figures.js";
import { ask, inTurn, type Requests, type Served } from "../load.js";
import { newMaterial, type Material } from "../material.js";
import type { Part, Setting } from "../part.js";
import { bearing, requestsOf } from "../requests.js";
import { RunningServer } from "../running.js";
import { checkedPath } from "../user.js";
import { withRedis, type Redis } from "./redis.js";
import { Session } from "./refreshing.js";

const contestant = "ampoule, sign-ins in Redis";
const head = ["", "processes", "each second", "÷ one process", "p50 ms", "p99 ms", "cores: servers", "load", "Redis", "its ceiling"];
const counts = [1, 2, 3];
const connections = 64;

/** What one round came to. Redis computes on one core: what it would do if that were busy all the time is its ceiling. Processor time is in cores: 1 is one that was busy all the time. */
interface Round {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly servers: number;
  readonly redis: number;
  readonly load: number;
}

interface Row {
  readonly name: string;
  readonly workers: number;
  readonly rounds: readonly Round[];
}

/** The same application in one, two and three processes that share a port and a Redis: what scales with cores, and what the store limits. */
export const processes: Part = async (setting) => {
  const rows = await withRedis(setting.prefix, async (redis) => {
    const found: Row[] = [];
    for (const workers of counts) found.push(...(await inProcesses(workers, redis, setting)));
    return found;
  });
  const sorted = rows.toSorted((one, other) => one.name.localeCompare(other.name));
  const title = "In several processes (node:cluster), on Express, sign-ins in one Redis";
  setting.say({ title, rows: [head, ...sorted.map((row) => told(row, sorted))] });
  return { outcomes: [], figures: sorted };
};

async function inProcesses(workers: number, redis: Redis, { isQuick, prefix }: Setting): Promise<readonly Row[]> {
  const { material, mint } = newMaterial("HS256");
  const order = { home: "issuing", contestant, material, workers, redis: redis.url } as const;
  const requests = requestsOf({ contestant, credential: "new" }, material, mint);
  const duration = isQuick ? 500 : 2_000;
  return RunningServer.during(order, { prefix }, async (server) => {
    const bearer = () => ask({ port: server.port, requests, connections, duration });
    const sessions = await signedIn(server.port, material);
    const checked = () => ask({ port: server.port, requests: checkedRequests(sessions), connections, duration });
    const refresh = () => refreshed(sessions, duration);
    const kinds = { "a new token": bearer, "a token, and the store asked whether it is over": checked, "a refresh": refresh };
    const rows: Row[] = [];
    for (const [name, work] of Object.entries(kinds)) {
      const rounds: Round[] = [];
      await work();
      for (let round = 0; round < (isQuick ? 2 : 9); round += 1) rounds.push(await watched(server, redis, work));
      rows.push({ name, workers, rounds });
    }
    return rows;
  });
}

function signedIn(port: number, material: Material): Promise<readonly Session[]> {
  return Promise.all(Array.from({ length: connections }, () => Session.open(port, material)));
}

/** With the tokens of those who are signed in now: refreshing gives others. */
function checkedRequests(sessions: readonly Session[]): Requests {
  const requests = sessions.map(({ access }) => bearing(access, checkedPath));
  return inTurn(requests as [Buffer, ...Buffer[]]);
}

async function refreshed(sessions: readonly Session[], duration: number): Promise<Served> {
  const start = performance.now();
  const isOver = (): boolean => performance.now() - start >= duration;
  const latencies = (await Promise.all(sessions.map((session) => session.refresh(isOver)))).flat();
  return { latencies, count: latencies.length, elapsed: performance.now() - start };
}

async function watched(server: RunningServer, redis: Redis, work: () => Promise<Served>): Promise<Round> {
  const used = async () => ({ servers: (await server.report()).cpu, redis: await redis.cpu(), load: ownCpu() });
  const before = await used();
  const { count, elapsed, latencies } = await work();
  const after = await used();
  const cores = (who: "servers" | "redis" | "load"): number => (after[who] - before[who]) / (elapsed * 1_000);
  return {
    rate: (count * 1_000) / elapsed,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    servers: cores("servers"),
    redis: cores("redis"),
    load: cores("load"),
  };
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function told(row: Row, rows: readonly Row[]): string[] {
  const alone = rows.find(({ name, workers }) => name === row.name && workers === 1) ?? row;
  const middle = ({ rounds }: Row, of: keyof Round): number => median(rounds.map((round) => round[of]));
  const digits = (of: keyof Round): string => middle(row, of).toFixed(2);
  const rate = middle(row, "rate");
  const times = (rate / middle(alone, "rate")).toFixed(2);
  const busy = middle(row, "redis");
  const ceiling = busy < 0.02 ? "" : (rate / busy).toFixed(0);
  return [
    row.name,
    `${row.workers}`,
    rate.toFixed(0),
    times,
    ...(["p50", "p99", "servers", "load", "redis"] as const).map(digits),
    ceiling,
  ];
}

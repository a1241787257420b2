import type { Group, Row } from "./groups.js";
import { nameOf, openRow } from "./groups.js";
import { requestOf } from "./load.js";
import { newMaterial, type Material, type Mint } from "./material.js";
import { measure, type Entry, type Pace, type Round } from "./measuring.js";
import { RunningServer } from "./running.js";
import { anybody } from "./user.js";

interface MeasuredRow {
  readonly name: string;
  /** The row without authentication that it is compared with. */
  readonly open: string;
  readonly rounds: readonly Round[];
}

/** What a group came to. */
export interface Measured {
  readonly group: Group;
  readonly rows: readonly MeasuredRow[];
}

/** So many more than any contestant remembers that, used in turn, each is as good as new: ours keeps 1,000, and the one that was used last the longest. */
const newTokens = 3_000;

/** Starts a server for each contestant of a group, measures them in turn, and stops them. */
export async function runGroup(group: Group, pace: Pace, prefix: readonly string[]): Promise<Measured> {
  const { framework, topic } = group;
  const { material, mint } = newMaterial(topic === "Basic" ? "HS256" : topic);
  const servers = new Map<string, RunningServer>();
  const entries: Entry[] = [];
  try {
    for (const row of group.rows) {
      const { contestant } = row;
      const server = servers.get(contestant) ?? (await RunningServer.start({ home: row.home ?? framework, contestant, material }, prefix));
      servers.set(contestant, server);
      entries.push({ name: nameOf(row), server, requests: await requestsOf(row, material, mint) });
    }
    const measured = await measure(entries, pace);
    return { group, rows: group.rows.map((row, index) => measuredRow(row, measured[index] ?? [])) };
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  }
}

function measuredRow(row: Row, rounds: readonly Round[]): MeasuredRow {
  return { name: nameOf(row), open: row.open ?? nameOf(openRow), rounds };
}

async function requestsOf({ contestant, credential }: Row, { apiKey, password }: Material, mint: Mint): Promise<readonly Buffer[]> {
  if (credential === "none") return [requestOf()];
  if (credential === "API key") return [requestOf(`X-API-Key: ${apiKey}`)];
  if (credential === "Basic") return [requestOf(`Authorization: Basic ${btoa(`${anybody.id}:${password}`)}`)];
  // It takes no access tokens that say what they are.
  const type = contestant === "hono/jwt" ? "JWT" : "at+jwt";
  const tokens = await mint(type, credential === "new" ? newTokens : 1);
  return tokens.map((token) => requestOf(`Authorization: Bearer ${token}`));
}

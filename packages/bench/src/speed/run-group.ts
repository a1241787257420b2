import type { Group, Row } from "./groups.js";
import { nameOf, openRow } from "./groups.js";
import { newMaterial } from "./material.js";
import { measure, type Entry, type Pace, type Round } from "./measuring.js";
import { requestsOf } from "./requests.js";
import { RunningServer } from "./running.js";

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
      entries.push({ name: nameOf(row), server, requests: requestsOf(row, material, mint) });
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

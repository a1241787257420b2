import type { Group, Row } from "./groups.js";
import { nameOf, openRow } from "./groups.js";
import { newMaterial } from "./material.js";
import { measure, type Entry, type Pace, type Round } from "./measuring.js";
import { requestsOf } from "./requests.js";
import { RunningServer } from "./running.js";
import type { Order } from "./server.js";

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

/** Measures the rows of a group: those of one contestant on one server. */
export async function runGroup(group: Group, pace: Pace, prefix: readonly string[]): Promise<Measured> {
  const { framework, topic, rows } = group;
  const { material, mint } = newMaterial(topic === "Basic" ? "HS256" : topic);
  const orders = new Map<string, Order>();
  const entries = rows.map((row): Entry => {
    const { contestant, home = framework } = row;
    const order = orders.get(contestant) ?? { home, contestant, material };
    orders.set(contestant, order);
    return { order, requests: requestsOf(row, material, mint) };
  });
  const measured = await measure(entries, pace, (order) => RunningServer.start(order, prefix));
  return { group, rows: rows.map((row, index) => measuredRow(row, measured[index] ?? [])) };
}

function measuredRow(row: Row, rounds: readonly Round[]): MeasuredRow {
  return { name: nameOf(row), open: row.open ?? nameOf(openRow), rounds };
}

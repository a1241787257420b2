import { median } from "./figures.js";
import { nameOf } from "./groups.js";
import { ratioOf, type Ratio } from "./ratios.js";
import type { Table } from "./part.js";
import type { Measured } from "./run-group.js";
import type { Round } from "./measuring.js";

const head = ["", "÷ no auth", "÷ by hand", "CPU ÷ no auth", "requests/s", "CPU µs", "p50 ms", "p99 ms"];

/** What a group came to. */
export function tableOf(measured: Measured): Table {
  const { framework, topic, byHand } = measured.group;
  const rows = measured.rows.map(({ name, open, rounds }) => [
    name,
    said(ratioOf(measured, name, open)),
    said(ratioOf(measured, name, nameOf(byHand))),
    short(ratioOf(measured, name, open, "cpu")?.middle ?? Number.NaN),
    ...figuresOf(rounds),
  ]);
  return { title: `${framework}, ${topic}`, rows: [head, ...rows] };
}

function said(ratio: Ratio | undefined): string {
  return ratio === undefined ? "" : `${short(ratio.middle)} (${short(ratio.low)}–${short(ratio.high)})`;
}

/** Two digits that say something, or more. */
function short(ratio: number): string {
  if (ratio >= 10) return ratio.toFixed(0);
  return ratio < 0.1 ? String(Number(ratio.toPrecision(2))) : ratio.toFixed(2);
}

function figuresOf(rounds: readonly Round[]): string[] {
  const middle = (of: (round: Round) => number, digits: number) => median(rounds.map(of)).toFixed(digits);
  return [
    middle((round) => round.throughput, 0),
    middle((round) => round.cpu, 0),
    middle((round) => round.p50, 2),
    middle((round) => round.p99, 2),
  ];
}

/** A table under its title, in Markdown. */
export function printed({ title, rows }: Table): string {
  return [`### ${title}`, "", ...aligned(rows), ""].join("\n");
}

/** Cells as a Markdown table that can be read unrendered; the first row is the head. */
export function aligned(rows: Table["rows"]): string[] {
  const [first = [], ...rest] = rows;
  const widths = first.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const line = (row: readonly string[]) => `| ${widths.map((width, column) => pad(row[column] ?? "", width, column)).join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(first), `| ${rule.join(" | ")} |`, ...rest.map(line)];
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

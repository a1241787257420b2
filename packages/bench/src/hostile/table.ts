import type { BearerCase } from "@ampoule/testing/hostile-bearer";
import type { Column } from "./run.js";

/** A Markdown table: a row for each case, what is right, and what each contestant answered; wrong answers stand out. */
export function tableOf(title: string, cases: readonly BearerCase[], columns: readonly Column[]): string[] {
  const rows = cases.map((one, index) => [
    String(index + 1),
    one.name,
    one.right.join("/"),
    ...columns.map(({ statuses }) => cell(one, statuses[index] ?? 0)),
  ]);
  return aligned([["", title, "right", ...columns.map(({ name }) => name)], ...rows, ...totals(cases, columns)]);
}

/** How many answers of a contestant are right. */
export function score(cases: readonly BearerCase[], { statuses }: Column): number {
  return count(cases, statuses, (status, { right }) => right.includes(status));
}

function totals(cases: readonly BearerCase[], columns: readonly Column[]): string[][] {
  const row = (title: string, figure: (column: Column) => number) => [
    "",
    `**${title}**`,
    "",
    ...columns.map((one) => `**${figure(one)}**`),
  ];
  return [
    row(`right, of ${cases.length}`, (column) => score(cases, column)),
    row("answered with 200", ({ statuses }) => count(cases, statuses, (status) => status === 200)),
    row("answered with 5xx", ({ statuses }) => count(cases, statuses, (status) => status >= 500)),
  ];
}

function count(cases: readonly BearerCase[], statuses: readonly number[], holds: (status: number, one: BearerCase) => boolean): number {
  return cases.filter((one, index) => holds(statuses[index] ?? 0, one)).length;
}

function cell({ right }: BearerCase, status: number): string {
  return right.includes(status) ? String(status) : `**${status}**`;
}

function aligned(rows: readonly string[][]): string[] {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.slice(1).map(line)];
}

import type { SettingRow } from "../settings/reading.js";
import type { ReportedRoute } from "./checks/routes.js";
import type { Finding } from "./finding.js";

/** Everything that the doctor has to say. */
export interface Report {
  readonly settings: readonly SettingRow[];
  readonly findings: readonly Finding[];
  readonly routes: readonly ReportedRoute[];
}

export function isHealthy({ findings }: Report): boolean {
  return findings.every(({ level }) => level !== "fail");
}

/** For people. Each text passes `mask`. */
export function asText(report: Report, mask: (text: string) => string): string {
  const { settings, findings, routes } = report;
  const parts = [
    ["Settings", settings.map(({ name, value, source }) => [name, value, source])],
    ["Routes", routes.map(({ method, path, access, requires }) => [`${method} ${path}`, access, requires])],
    ["Findings", findings.map(({ level, about, message }) => [level, about, message])],
  ] as const;
  const shown = parts.flatMap(([title, rows]) => (rows.length === 0 ? [] : [title, ...columns(rows.map((row) => row.map(mask))), ""]));
  return [...shown, sum(findings)].join("\n");
}

/** For programs. */
export function asJson(report: Report, mask: (text: string) => string): string {
  const masked = (_: string, value: unknown): unknown => (typeof value === "string" ? mask(value) : value);
  return JSON.stringify({ healthy: isHealthy(report), ...report }, masked, 2);
}

/** Rows with each column but the last as wide as its widest cell. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(width(column)))).join("  ")}`.trimEnd(),
  );
}

function sum(findings: readonly Finding[]): string {
  const [fails, warns] = ["fail", "warn"].map((level) => findings.filter((finding) => finding.level === level).length);
  return `${counted(fails ?? 0, "failure")}, ${counted(warns ?? 0, "warning")}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

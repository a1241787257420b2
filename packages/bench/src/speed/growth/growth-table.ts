import type { Picture, Table } from "../part.js";

/** What a picture shows, in figures: a row for each curve. */
export function growthTable({ title, x, y, curves }: Picture): Table {
  const sizes = curves[0]?.points.map(([size]) => size.toLocaleString("en")) ?? [];
  const rows = curves.map(({ name, points }) => [name, ...points.map(([, value]) => rounded(value))]);
  return { title: `${title}: ${y}`, rows: [[x, ...sizes], ...rows] };
}

function rounded(value: number): string {
  return value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en");
}

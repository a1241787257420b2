import type { Curve, Picture } from "../part.js";
import { fitting, logarithmic, type Axis } from "./axis.js";

const [width, height] = [760, 340];
const frame = { left: 70, top: 44, right: 190, bottom: 48 };
const [inner, tall] = [width - frame.left - frame.right, height - frame.top - frame.bottom];
/** Told apart by those who do not see all colours, too (Okabe and Ito). */
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

/** Curves as an SVG file. What is x grows tenfold from tick to tick. */
export function draw({ title, x, y, curves }: Picture): string {
  const points = curves.flatMap((curve) => curve.points);
  const families = [...new Set(curves.map(familyOf))];
  const across = logarithmic(points.map(([value]) => value));
  const up = fitting(points.map(([, value]) => value));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    `<title>${escaped(`${title}: ${y}`)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#fff"/>`,
    text(frame.left, 20, y, 'font-weight="600"'),
    ...across.ticks.map((tick) => text(left(across, tick), height - 26, said(tick), 'text-anchor="middle"')),
    text(frame.left + inner / 2, height - 8, x, 'text-anchor="middle"'),
    ...up.ticks.flatMap((tick) => gridLine(up, tick)),
    ...curves.flatMap((curve, index) => drawn(curve, index, { across, up, colour: colours[families.indexOf(familyOf(curve))] })),
    "</svg>",
    "",
  ].join("\n");
}

function gridLine(up: Axis, tick: number): string[] {
  const level = top(up, tick);
  return [`<path d="M${frame.left} ${level}h${inner}" stroke="#ddd"/>`, text(frame.left - 8, level + 4, said(tick), 'text-anchor="end"')];
}

interface Style {
  readonly across: Axis;
  readonly up: Axis;
  readonly colour: string | undefined;
}

/** Curves of one framework have one colour. */
function familyOf({ name }: Curve): string {
  return name.split(",", 1)[0] ?? name;
}

/** One of two that belong together is dashed: what stands without authentication. */
function drawn({ name, points }: Curve, index: number, { across, up, colour }: Style): string[] {
  const dash = name.endsWith("no auth") ? ' stroke-dasharray="5 4"' : "";
  const places = points.map(([x, y]) => [left(across, x), top(up, y)] as const);
  const line = places.map(([x, y]) => `${x},${y}`).join(" ");
  const row = frame.top + 8 + index * 22;
  const start = width - frame.right + 14;
  return [
    `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`,
    ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`),
    `<path d="M${start} ${row}h22" stroke="${colour}" stroke-width="2"${dash}/>`,
    text(start + 28, row + 4, name),
  ];
}

const left = (axis: Axis, value: number): number => Math.round(frame.left + axis.at(value) * inner);
const top = (axis: Axis, value: number): number => Math.round(frame.top + (1 - axis.at(value)) * tall);

function said(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 2 });
}

function text(x: number, y: number, words: string, more = ""): string {
  return `<text x="${x}" y="${y}" fill="#222" ${more}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

import { templateOf, type PathPart, type PathTemplate } from "@ampoule/core/adapter";

/** A segment with the slash before it; what limits a parameter may hold slashes and, one deep, braces of its own. */
const segment = /\/(?:[^/{]|\{(?:[^{}]|\{[^{}]*\})*\})*/g;
/** A parameter: its name, what limits it, and whether it may be missing. */
const parameter = /^\/:([^{}?]+)(?:\{(.+)\})?(\?)?$/;

/** The templates of one of Hono's patterns: `/users/:id`, `/users/:id{[0-9]+}`, `/files/*`. What may be left out (`/:id?`) gives one with it and one without. */
export function templatesOf(pattern: string): readonly PathTemplate[] {
  let ways: readonly (readonly PathPart[])[] = [[]];
  for (const [text] of pattern.matchAll(segment)) {
    const [, , , optional] = parameter.exec(text) ?? [];
    const longer = ways.map((way) => [...way, "/", partOf(text)]);
    ways = optional === undefined ? longer : [...ways, ...longer];
  }
  return ways.map(templateOf);
}

function partOf(text: string): PathPart {
  if (text === "/*") return { name: "rest", isRest: true };
  const [, name, limit] = parameter.exec(text) ?? [];
  if (name === undefined) return text.slice(1);
  return { name, ...(limit !== undefined && { pattern: limit, isRest: /^\.[*+]/.test(limit) }) };
}

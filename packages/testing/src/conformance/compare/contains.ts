import type { Json } from "../format/json.js";

/** Where `got` does not hold what is expected: objects may have more members, arrays may not have more items. */
export function lacking(expected: Json, got: Json | undefined, place = "body"): string[] {
  if (isWildcard(expected)) return typeof got === expected.$any ? [] : [difference(place, `any ${expected.$any}`, got)];
  if (Array.isArray(expected)) return lackingItems(expected, got, place);
  if (typeof expected === "object" && expected !== null) return lackingMembers(expected, got, place);
  return expected === got ? [] : [difference(place, expected, got)];
}

function lackingItems(expected: readonly Json[], got: Json | undefined, place: string): string[] {
  if (!Array.isArray(got) || got.length !== expected.length) return [difference(place, expected, got)];
  return expected.flatMap((item, index) => lacking(item, (got as readonly Json[])[index], `${place}[${index}]`));
}

function lackingMembers(expected: object, got: Json | undefined, place: string): string[] {
  if (typeof got !== "object" || got === null || Array.isArray(got)) return [difference(place, expected, got)];
  const held = new Map(Object.entries(got));
  return Object.entries(expected).flatMap(([name, value]: [string, Json]) => lacking(value, held.get(name), `${place}.${name}`));
}

function isWildcard(expected: Json): expected is { readonly $any: string } {
  return typeof expected === "object" && expected !== null && "$any" in expected;
}

/** One line of a failing case. */
export function difference(place: string, expected: unknown, got: unknown): string {
  return `${place}: expected ${shown(expected)}, got ${shown(got)}`;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
}

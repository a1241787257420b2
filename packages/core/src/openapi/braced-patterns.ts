import { templateOf, type PathPart, type PathTemplate } from "./templates.js";

/** Text that is escaped, a parameter, a wildcard, a brace, or other text; names may stand in quotes. */
const piece = /\\(.)|([:*])(?:"((?:[^"\\]|\\.)*)"|([\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*))|([{}])|([^\\:*{}]+|.)/gsu;

/** Each way in which the pattern can be written out so far: what may be left out is there in one and missing in the other. */
type Ways = readonly (readonly PathPart[])[];

/**
 * The templates of a pattern as path-to-regexp 8 writes it (Express 5, @koa/router 15): `/users/:id`, `/files/*path`, `/a{/:id}`. What may be left
 * out gives a template with it and one without.
 */
export function bracedTemplates(pattern: string): readonly PathTemplate[] {
  const outer: Ways[] = [];
  let ways: Ways = [[]];
  for (const [, escaped, mark, quoted, name, brace, text] of pattern.matchAll(piece)) {
    if (brace === "{") {
      outer.push(ways);
      ways = [[]];
    } else if (brace === "}") ways = joined(outer.pop() ?? [[]], [[], ...ways]);
    else ways = joined(ways, [[partOf(mark, quoted?.replace(/\\(.)/gs, "$1") ?? name) ?? escaped ?? text ?? ""]]);
  }
  const templates = ways.map(templateOf);
  return templates.filter(({ path }, index) => templates.findIndex((other) => other.path === path) === index);
}

function partOf(mark: string | undefined, name: string | undefined): PathPart | undefined {
  if (mark === undefined || name === undefined) return undefined;
  return { name, ...(mark === "*" && { isRest: true }) };
}

function joined(left: Ways, right: Ways): Ways {
  return left.flatMap((one) => right.map((other) => [...one, ...other]));
}

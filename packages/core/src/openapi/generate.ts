import { baseOf } from "./base.js";
import { refusalComponents, securitySchemes } from "./components.js";
import type { DocumentOptions, JsonObject, OpenApiDocument } from "./document.js";
import { reasonAgainst, type DocumentedRoute, type LeftOut } from "./documented-route.js";
import { withComponents } from "./merge.js";
import { Paths } from "./paths.js";
import { schemesIn } from "./requirements.js";
import type { PathTemplate } from "./templates.js";

/** What a document is generated with, besides the routes. */
export interface Generation {
  /** The templates of a pattern as the framework writes it. */
  readonly templates: (pattern: string) => readonly PathTemplate[];
  /** Whether refusals have the body that Ampoule gives them. */
  readonly hasProblems: boolean;
}

/**
 * Makes a document of an application's routes, or adds them to one. What is given is not changed, and what comes back is the caller's.
 *
 * @throws ConfigurationError on a document that contradicts the routes, and on schemes that cannot be told apart.
 */
export function generate(
  routes: readonly DocumentedRoute[],
  options: DocumentOptions,
  { templates, hasProblems }: Generation,
): OpenApiDocument {
  const base = baseOf(options);
  const shown = routes.filter(({ description }) => description.hidden !== true);
  const documented = shown.filter((route) => reasonAgainst(route) === undefined);
  const paths = new Paths(base);
  const hidden = documented.filter((route) => paths.add(route, templates(route.path)));
  const schemes = securitySchemes(documented.flatMap(({ requirement }) => schemesIn(requirement)));
  const added = { ...(Object.keys(schemes).length > 0 && { securitySchemes: schemes }), ...referred(paths, hasProblems) };
  const components = withComponents(base, added);
  return structuredClone({
    ...base,
    paths: paths.written,
    ...(Object.keys(components).length > 0 && { components }),
    ...leftOut(shown, hidden),
  });
}

/** The refusals that operations refer to, and what those refer to. */
function referred(paths: Paths, hasProblems: boolean): Readonly<Record<string, JsonObject>> {
  const text = JSON.stringify(paths.written);
  const { responses = {}, ...rest } = refusalComponents(hasProblems);
  const used = Object.entries(responses).filter(([name]) => text.includes(`"#/components/responses/${name}"`));
  return used.length === 0 ? {} : { ...rest, responses: Object.fromEntries(used) };
}

function leftOut(routes: readonly DocumentedRoute[], hidden: readonly DocumentedRoute[]): { "x-ampoule-left-out"?: readonly LeftOut[] } {
  const listed = routes.flatMap((route) => {
    const reason = hidden.includes(route) ? "a path of the same shape" : reasonAgainst(route);
    return reason === undefined ? [] : [{ method: route.method, path: route.path, reason }];
  });
  return listed.length === 0 ? {} : { "x-ampoule-left-out": listed };
}

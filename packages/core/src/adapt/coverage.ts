/** Something that answers, or stands before, some of the paths: the same ones whenever it is asked. What stands before by a regular expression is not to be believed: samples show too little. */
export interface PathMatcher {
  matches(path: string): boolean;
}

/** A route whose pattern is not text gives no samples: only what stands before every path stands before it. */
const anywhere = ["/", "/a", "/A/b/", "/a/b/c.d", "/0/-/~"];
/** What may stand in the place of a parameter. */
const values = ["0", "a", "b", "Zz-9.b"];
/** What a wildcard, or a parameter with an expression of its own, may stand for besides: several segments, an empty one, nothing. */
const deep = ["a/Zz-9.b", "/a", "a/", ""];

/**
 * Whether everything that a route answers meets a middleware first, as far as sample paths show: the route's own pattern with
 * various values for its parameters, also in capitals and with a slash behind, so that a stricter middleware above a laxer route
 * does not pass for a guard.
 */
export function covers(middleware: PathMatcher, route: PathMatcher, pattern: string | RegExp): boolean {
  if (typeof pattern !== "string") return anywhere.every((path) => middleware.matches(path));
  const samples = answered(route, pattern);
  return samples.length > 0 && samples.every((path) => middleware.matches(path));
}

const known = new WeakMap<PathMatcher, { readonly pattern: string; readonly samples: readonly string[] }>();

/** The samples that a route answers. Kept with it, since it is asked for every middleware above it. */
function answered(route: PathMatcher, pattern: string): readonly string[] {
  const kept = known.get(route);
  if (kept?.pattern === pattern) return kept.samples;
  const samples = samplesOf(pattern).filter((path) => route.matches(path));
  known.set(route, { pattern, samples });
  return samples;
}

function samplesOf(pattern: string): readonly string[] {
  const shapes = [withoutBraced(pattern), withoutOptional(pattern), pattern.replace(/[{}]/g, ""), pattern.replace(/\/\*$/, ""), pattern];
  const paths = distinct(shapes).flatMap((shape) => [shape, ...values.flatMap((value) => filled(shape, value))]);
  const spelled = distinct(paths).flatMap((path) => [path, path.toUpperCase(), path.toLowerCase()]);
  return distinct(distinct(spelled).flatMap((path) => [path, `${path}/`, path.replace(/\/$/, "") || "/"]));
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Puts a value in the place of each parameter (`:id`), and that or others in the place of what may be more (`*rest`, `:id{[0-9]+}`). */
function filled(shape: string, value: string): string[] {
  const ended = [value, ...deep].map((rest) => shape.replace(/:\w+\{[^{}]*\}\??|\*\w*/g, rest));
  return distinct(ended).map((path) => path.replace(/:\w+\??/g, value));
}

/** Takes out optional parameters with the slash before them (`/:id?`). */
function withoutOptional(pattern: string): string {
  return pattern.replace(/\/:\w+(?:\{[^{}]*\})?\?/g, "") || "/";
}

/** Takes out what stands in braces, innermost first: an optional part, or what a parameter is limited to. */
function withoutBraced(pattern: string): string {
  const stripped = pattern.replace(/\{[^{}]*\}/g, "");
  return stripped === pattern ? pattern : withoutBraced(stripped);
}

/** Something that answers, or stands before, some of the paths. What stands before by a regular expression is not to be believed: samples show too little. */
export interface PathMatcher {
  matches(path: string): boolean;
}

/** A route whose pattern is not text gives no samples: only what stands before every path stands before it. */
const anywhere = ["/", "/a", "/A/b/", "/a/b/c.d", "/0/-/~"];
/** What may stand in the place of a parameter; `undefined` leaves its name there. */
const values = [undefined, "0", "a", "Zz-9.b"];
/** What a wildcard may stand for besides: several segments, an empty one, nothing. */
const deep = ["a/Zz-9.b", "/a", "a/", ""];

/**
 * Whether everything that a route answers meets a middleware first, as far as sample paths show: the route's own pattern with
 * various values for its parameters, also in capitals and with a slash behind, so that a stricter middleware above a laxer route
 * does not pass for a guard.
 */
export function covers(middleware: PathMatcher, route: PathMatcher, pattern: string | RegExp): boolean {
  if (typeof pattern !== "string") return anywhere.every((path) => middleware.matches(path));
  const samples = samplesOf(pattern).filter((path) => route.matches(path));
  return samples.length > 0 && samples.every((path) => middleware.matches(path));
}

function samplesOf(pattern: string): string[] {
  const shapes = new Set([withoutBraced(pattern), withoutOptional(pattern), pattern.replace(/[{}]/g, ""), pattern]);
  const paths = [...shapes].flatMap((shape) => values.flatMap((value) => [value, ...deep].map((rest) => fill(shape, value, rest))));
  return [...new Set(paths)].flatMap((path) => [path, path.toUpperCase(), path.toLowerCase(), `${path}/`]);
}

/** Puts a value in the place of each parameter (`:id`, `:id{[0-9]+}`) and another one in the place of each wildcard (`*rest`). */
function fill(shape: string, value: string | undefined, rest: string | undefined): string {
  return shape.replace(/:\w+(?:\{[^{}]*\})?\??/g, value ?? "$&").replace(/\*\w*/g, rest ?? "$&");
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

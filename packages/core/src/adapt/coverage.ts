/** Something that answers, or stands before, some of the paths. What stands before by a regular expression is not to be believed: samples show too little. */
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
  const samples = samplesOf(pattern).filter((path) => route.matches(path));
  return samples.length > 0 && samples.every((path) => middleware.matches(path));
}

function samplesOf(pattern: string): string[] {
  const shapes = [withoutBraced(pattern), withoutOptional(pattern), pattern.replace(/[{}]/g, ""), pattern.replace(/\/\*$/, ""), pattern];
  const paths = shapes.flatMap((shape) => values.flatMap((value) => [value, ...deep].map((rest) => fill(shape, value, rest))));
  const spelled = [...shapes, ...paths].flatMap((path) => [path, path.toUpperCase(), path.toLowerCase()]);
  return [...new Set(spelled)].flatMap((path) => [path, `${path}/`, path.replace(/\/$/, "") || "/"]);
}

/** Puts a value in the place of each parameter (`:id`), and another one in the place of what may be more (`*rest`, `:id{[0-9]+}`). */
function fill(shape: string, value: string, rest: string): string {
  return shape.replace(/:\w+\{[^{}]*\}\??|\*\w*/g, rest).replace(/:\w+\??/g, value);
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

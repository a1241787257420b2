/** Something that answers, or stands before, some of the paths. */
export interface PathMatcher {
  matches(path: string): boolean;
}

/** A route whose pattern is not text gives no samples: only what stands before every path stands before it. */
const anywhere = ["/", "/a", "/A/b/", "/a/b/c.d"];

/**
 * Whether everything that a route answers meets a middleware first, as far as sample paths show: the route's own pattern taken as a
 * path, also in capitals and with a slash behind, so that a stricter middleware above a laxer route does not pass for a guard.
 */
export function covers(middleware: PathMatcher, route: PathMatcher, pattern: string | RegExp): boolean {
  if (typeof pattern !== "string") return anywhere.every((path) => middleware.matches(path));
  const samples = samplesOf(pattern).filter((path) => route.matches(path));
  return samples.length > 0 && samples.every((path) => middleware.matches(path));
}

function samplesOf(pattern: string): string[] {
  const shortest = withoutOptional(pattern);
  const longest = pattern.replace(/[{}]/g, "");
  return [shortest, longest].flatMap((path) => [path, path.toUpperCase(), `${path}/`]);
}

/** Takes out what stands in braces, innermost first. */
function withoutOptional(pattern: string): string {
  const stripped = pattern.replace(/\{[^{}]*\}/g, "");
  return stripped === pattern ? pattern : withoutOptional(stripped);
}

const literal = /^[\w.~-]+$/;
const parameter = /^:[A-Za-z_]\w*$/;

/** The segments of a path or a pattern, without the slash that it may end with. */
export const segmentsOf = (path: string): readonly string[] => path.replace(/\/$/, "").split("/").slice(1);

export const isParameter = (segment: string): boolean => parameter.test(segment);

/** Whether a pattern is a whole path of texts and `:names`, each name once: one that every framework reads alike. */
export function isPlainPattern(path: string): boolean {
  const segments = segmentsOf(path);
  const names = segments.filter(isParameter);
  return path.startsWith("/") && segments.every((one) => literal.test(one) || isParameter(one)) && new Set(names).size === names.length;
}

/**
 * Whether no path of a route fits a pattern, or its names stand elsewhere. Where the pattern is longer, it may begin with what the route's application is mounted under: of that, and of a route that is no
 * plain pattern, nothing is said.
 */
export function isElsewhere(pattern: string, route: string): boolean {
  if (!isPlainPattern(route)) return false;
  const [asked, there] = [segmentsOf(pattern), segmentsOf(route)];
  const more = asked.length - there.length;
  if (more < 0) return true;
  return there.some((segment, index) => differs(asked[index + more] ?? "", segment, more > 0)) || isMixedUp(asked.slice(more), there);
}

/** A text where the route has a parameter may be one of its values. Below a mount, nobody would write it. */
function differs(asked: string, there: string, isMounted: boolean): boolean {
  if (isParameter(asked)) return false;
  return isParameter(there) ? isMounted : asked.toLowerCase() !== there.toLowerCase();
}

function isMixedUp(asked: readonly string[], there: readonly string[]): boolean {
  return asked.some((segment, index) => isParameter(segment) && there.includes(segment) && there[index] !== segment);
}

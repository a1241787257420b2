import { ConfigurationError, ForbiddenError } from "../contract/errors.js";
import { makeProvider, type ProviderValue } from "../contract/provider.js";
import { REQUEST } from "../contract/request-token.js";
import type { RequestView } from "../contract/request-view.js";
import { isParameter, isPlainPattern, segmentsOf } from "./path-pattern.js";

/** The names in a path: `"id"` of `"/articles/:id"`. */
export type PathParameterNames<Path extends string> = Path extends `${string}/:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | PathParameterNames<`/${More}`>
    : Rest
  : never;

/**
 * Yields the parts of the request's path that a pattern names, decoded: for loading what a policy is asked about.
 *
 * The pattern is the whole path, with those of the routers that the route is mounted on. A segment is a text or a `:name`; texts are compared without regard to case. What
 * does not decode is left as it is. Another path is answered 404, and the operator's event names the pattern.
 *
 * It decides over nobody.
 *
 * @throws ConfigurationError on a pattern that has anything else in it, or one name twice; and at `seal()`, where it cannot be that of the route. There it does not look at guards, and at routes with more in
 * their patterns than texts and names.
 * @example
 * ```ts
 * const path = pathParameters("/tenants/:tenant/articles/:id"); // { tenant: string, id: string }
 * ```
 */
export function pathParameters<const Path extends string>(path: Path): ProviderValue<{ readonly [K in PathParameterNames<Path>]: string }> {
  const pattern = segmentsOf(path);
  if (!isPlainPattern(path)) {
    const message = `pathParameters(${JSON.stringify(path)}): write a whole path of texts and :names, each name once.`;
    throw new ConfigurationError("invalid_option", message);
  }
  const name = `pathParameters(${path})`;
  const run = ({ request }: { readonly request: RequestView }) => {
    const found = parametersOf(request.url, pattern);
    if (found === undefined) throw new ForbiddenError(name, { reason: "another path", conceals: true });
    return found;
  };
  return makeProvider({ kind: "function", needs: { request: REQUEST }, run, name, passesOn: true, path });
}

function parametersOf(url: string, pattern: readonly string[]): Readonly<Record<string, string>> | undefined {
  const [path = ""] = url.split("?", 1);
  // A server may have resolved dots before it looked for the route.
  return path.startsWith("/") ? (matched(path, pattern) ?? matched(new URL(`http://a${path}`).pathname, pattern)) : undefined;
}

function matched(path: string, pattern: readonly string[]): Readonly<Record<string, string>> | undefined {
  const segments = segmentsOf(path).map(decoded);
  if (segments.length !== pattern.length) return undefined;
  const pairs = pattern.map((part, index) => [part, segments[index] ?? ""] as const);
  const isOther = pairs.some(([part, segment]) => segment === "" || (!isParameter(part) && part.toLowerCase() !== segment.toLowerCase()));
  return isOther
    ? undefined
    : Object.fromEntries(pairs.filter(([part]) => isParameter(part)).map(([part, value]) => [part.slice(1), value]));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

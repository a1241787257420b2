import { ConfigurationError, ForbiddenError } from "../contract/errors.js";
import { makeProvider, type ProviderValue } from "../contract/provider.js";
import { REQUEST } from "../contract/request-token.js";
import type { RequestView } from "../contract/request-view.js";

/** The names in a path: `"id"` of `"/articles/:id"`. */
export type PathParameterNames<Path extends string> = Path extends `${string}/:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | PathParameterNames<`/${More}`>
    : Rest
  : never;

const literal = /^[\w.~-]+$/;
const parameter = /^:[A-Za-z_]\w*$/;

/**
 * Yields the parts of the request's path that a pattern names, decoded: for loading what a policy is asked about.
 *
 * The pattern is the whole path, with those of the routers that the route is mounted on. A segment is a text or a `:name`; texts are compared without regard to case. What
 * does not decode is left as it is. Another path, as where the pattern is not that of the route, is answered 404, and the operator's event names the pattern.
 *
 * It decides over nobody.
 *
 * @throws ConfigurationError on a pattern that has anything else in it, or one name twice.
 * @example
 * ```ts
 * const path = pathParameters("/tenants/:tenant/articles/:id"); // { tenant: string, id: string }
 * ```
 */
export function pathParameters<const Path extends string>(path: Path): ProviderValue<{ readonly [K in PathParameterNames<Path>]: string }> {
  const pattern = segmentsOf(path);
  const names = pattern.filter((segment) => parameter.test(segment));
  if (!path.startsWith("/") || !pattern.every((one) => literal.test(one) || parameter.test(one)) || new Set(names).size < names.length) {
    const message = `pathParameters(${JSON.stringify(path)}): write a whole path of texts and :names, each name once.`;
    throw new ConfigurationError("invalid_option", message);
  }
  const name = `pathParameters(${path})`;
  const run = ({ request }: { readonly request: RequestView }) => {
    const found = parametersOf(request.url, pattern);
    if (found === undefined) throw new ForbiddenError(name, { reason: "another path", conceals: true });
    return found;
  };
  return makeProvider({ kind: "function", needs: { request: REQUEST }, run, name, passesOn: true });
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
  const isOther = pairs.some(
    ([part, segment]) => segment === "" || (!parameter.test(part) && part.toLowerCase() !== segment.toLowerCase()),
  );
  return isOther
    ? undefined
    : Object.fromEntries(pairs.filter(([part]) => parameter.test(part)).map(([part, value]) => [part.slice(1), value]));
}

/** Without the slash that a path may end with. */
const segmentsOf = (path: string): readonly string[] => path.replace(/\/$/, "").split("/").slice(1);

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

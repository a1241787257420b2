import { covers, type PathMatcher, type RouteEntry } from "@ampoule/core/adapter";
import type { Env, Hono } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import type { RouterRoute as Route } from "hono/types";
import { findTargetHandler, isMiddleware } from "hono/utils/handler";

/** Every route of the application, in order, with the middleware that stands above it. Hono keeps one flat list of both. */
export function routesOf<E extends Env>(app: Hono<E>): RouteEntry[] {
  const routes = app.routes.map((route, index) => ({
    ...route,
    index,
    handler: findTargetHandler(route.handler) as Route["handler"],
    answers: matcherOf(route.method, route.path),
  }));
  const groups = Map.groupBy(routes, ({ method, path }) => `${method} ${path}`);
  const middleware = routes.filter(isMaybeMiddleware);
  return [...groups.values()].map((own) => entryOf(own, middleware));
}

/** A route, and where it stands among all. */
type Listed = Route & { readonly index: number; readonly answers: PathMatcher };

function entryOf(own: readonly Listed[], middleware: readonly Listed[]): RouteEntry {
  const [{ method, path, index, answers }] = own as [Listed];
  const handlers = own.map(({ handler }) => handler);
  const before = middleware.filter((route) => route.index < index && isCertain(route.path, path));
  const above = before.filter((route) => covers(route.answers, answers, path)).map(({ handler }) => handler);
  return { method, path, matches: (asked) => answers.matches(asked), handlers, above, isMaybeMiddleware: own.every(isMaybeMiddleware) };
}

/** A parameter that is limited by a regular expression may leave out what the route answers, unless the route begins with the same. */
function isCertain(above: string, path: string): boolean {
  const stem = above.replace(/\/\*$/, "");
  return !above.includes("{") || path === stem || path.startsWith(`${stem}/`);
}

/** `app.use` and `app.all` look alike in the list. Hono itself tells them apart by the handler's parameters. */
function isMaybeMiddleware({ method, handler }: Route): boolean {
  return method === "ALL" && isMiddleware(handler);
}

/** Asks a router of the framework's which paths a pattern matches. It is made for the first path that is asked about. */
function matcherOf(method: string, path: string): PathMatcher {
  let router: TrieRouter<true> | undefined;
  const made = () => {
    router = new TrieRouter<true>();
    router.add(method, path, true);
    return router;
  };
  return { matches: (asked) => (router ?? made()).match(method, asked)[0].length > 0 };
}

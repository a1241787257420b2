import { covers, type RouteEntry } from "@ampoule/core/adapter";
import type { Env, Hono } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import type { RouterRoute as Route } from "hono/types";
import { findTargetHandler, isMiddleware } from "hono/utils/handler";

/** Every route of the application, in order, with the middleware that stands above it. Hono keeps one flat list. */
export function routesOf<E extends Env>(app: Hono<E>): RouteEntry[] {
  const routes = app.routes.map((route) => ({ ...route, handler: findTargetHandler(route.handler) as Route["handler"] }));
  const names = [...new Set(routes.filter((route) => !isUse(route)).map(({ method, path }) => `${method} ${path}`))];
  return names.map((name) => entryOf(name, routes));
}

function entryOf(name: string, routes: readonly Route[]): RouteEntry {
  const own = routes.filter((route) => !isUse(route) && `${route.method} ${route.path}` === name);
  const [{ method, path }] = own as [Route];
  const last = routes.lastIndexOf(own.at(-1) as Route);
  const before = routes.slice(0, last).filter((route) => isUse(route) && covers(matcherOf(route), matcherOf(own[0] as Route), path));
  return { method, path, handlers: own.map(({ handler }) => handler), above: before.map(({ handler }) => handler) };
}

/** `app.use` and `app.all` look alike in the list; Hono itself tells them apart by the handler's parameters. */
function isUse({ method, handler }: Route): boolean {
  return method === "ALL" && isMiddleware(handler);
}

/** Asks the framework's own router which paths a pattern matches. */
function matcherOf({ method, path }: Route): { matches(path: string): boolean } {
  const router = new TrieRouter<true>();
  router.add(method, path, true);
  return { matches: (asked) => router.match(method, asked)[0].length > 0 };
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { security, type KoaHandler } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const plain = (context: Koa.Context) => void (context.body = "reached");

type Pattern = string | RegExp;
/** Each stands for a guard's path and for a route's. */
const texts = "/ /a /A /a/ /:x /a/:x /:x/b /:x/:y /*rest /a/*rest /{*rest} /a*rest /a{/:x} /a{/:x}{/b} /a{b} /:x{/*rest} /:x.:y /:x-:y";
const patterns: readonly Pattern[] = [...texts.split(" "), /^\/a/, /^\/a/i, /a/i, /^\/(?!b).*$/i, /^\/[^/]+\/?$/i];
const bare = "/ // /a /A /a/ /a// /b /ab /a/b /A/B/ /b/a /a//b //a /a/b/c /a/1/b /a.b /b-c".split(" ");
const targets = [...bare, ...bare.map((target) => `/p${target}`), "/P/a", "/p"];

type Add = (guard: KoaHandler, above: Pattern, route: Pattern) => Router;
const ways: readonly (readonly [title: string, add: Add])[] = [
  ["one router", (guard, above, route) => new Router().use(above, guard).get(route, plain)],
  ["a router with a prefix", (guard, above, route) => new Router({ prefix: "/p" }).use(above, guard).get(route, plain)],
  ["a router with a late prefix", (guard, above, route) => new Router().use(above, guard).get(route, plain).prefix("/p")],
  [
    "a nested router below the guard",
    (guard, above, route) => new Router().use(above, guard).use(new Router({ strict: true }).get(route, plain).routes()),
  ],
  ["a router behind a nested guard", (guard, above, route) => new Router().use(above, new Router().use(guard).routes()).get(route, plain)],
  [
    "a laxer router in a case-sensitive one",
    (guard, above, route) => new Router({ sensitive: true }).use(above, guard).use(new Router().get(route, plain).routes()),
  ],
];

let current = new Koa().callback();
const server = createServer((request, response) => void current(request, response));
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => void server.close());

async function reached(): Promise<string[]> {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (target: string) => ((await (await fetch(base + target)).text()) === "reached" ? [target] : []);
  return (await Promise.all(targets.map(ask))).flat();
}

test.each(ways)("no route of %s that is reported secured lets an anonymous request through", { timeout: 60_000 }, async (_, add) => {
  const past: string[] = [];
  let secured = 0;
  for (const above of patterns) {
    for (const route of patterns) {
      const secure = security({ container });
      const app = new Koa();
      app.silent = true;
      app.use(add(secure.guard(token), above, route).routes());
      current = app.callback();
      if (secure.report(app)[0]?.access !== "secured") continue;
      secured += 1;
      past.push(...(await reached()).map((target) => `${target} past ${String(above)} to ${String(route)}`));
    }
  }
  expect(past).toEqual([]);
  expect(secured).toBeGreaterThan(patterns.length);
});

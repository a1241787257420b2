import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import express, { Router, type Express, type RequestHandler } from "express";
import { container } from "tsyringe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const plain: RequestHandler = (_, response) => void response.end("reached");

type Pattern = string | RegExp;
/** Each stands for a guard's path and for a route's. */
const texts = "/ /a /A /a/ /:x /a/:x /:x/b /:x/:y /*rest /a/*rest /{*rest} /a*rest /a{/:x} /a{/:x}{/b} /a{b} /:x{/*rest} /:x.:y /:x-:y";
const patterns: readonly Pattern[] = [...texts.split(" "), /^\/a/, /^\/a/i, /a/i, /^\/(?!b).*$/i, /^\/[^/]+\/?$/i];
const targets = "/ // /a /A /a/ /a// /b /ab /a/b /A/B/ /b/a /a//b //a /a/b/c /a/1/b /a.b /b-c".split(" ");

type Add = (app: Express, guard: readonly [Pattern, RequestHandler], route: Pattern) => unknown;
const ways: readonly (readonly [title: string, add: Add])[] = [
  ["one application", (app, guard, route) => app.use(...guard).get(route, plain)],
  [
    "a strict router",
    (app, guard, route) =>
      app.use(
        Router({ strict: true })
          .use(...guard)
          .get(route, plain),
      ),
  ],
  ["a router below the guard", (app, guard, route) => app.use(...guard, Router().get(route, plain))],
  [
    "a laxer router in a case-sensitive one",
    (app, guard, route) =>
      app.use(
        Router({ caseSensitive: true })
          .use(...guard)
          .use(Router().get(route, plain)),
      ),
  ],
];

let current = express();
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
      current = express();
      add(current, [above, secure.guard(token)], route);
      if (secure.report(current)[0]?.access !== "secured") continue;
      secured += 1;
      past.push(...(await reached()).map((target) => `${target} past ${String(above)} to ${String(route)}`));
    }
  }
  expect(past).toEqual([]);
  expect(secured).toBeGreaterThan(patterns.length);
});

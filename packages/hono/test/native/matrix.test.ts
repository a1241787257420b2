import { bearer } from "@ampoule/core";
import { Hono, type Context } from "hono";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { security, type HonoHandler } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const plain = (context: Context) => context.text("reached");

/** Each stands for a guard's path and for a route's. */
const texts = "/ /* /a /A /a/ /:x /a/:x /:x/b /:x/:y /a/* /:x/* /*/b /*/* /a/*/b /:x? /a/:x?";
const limited = "/:x{[0-9]+} /a/:x{[0-9]+} /:x{[0-9]+}/* /:x{.+} /a/:x{.+} /:x{.*} /:x{[0-9]+}? /:x{(?!b).*}";
const patterns = [...texts.split(" "), ...limited.split(" ")];
const bare = "/ // /a /A /a/ /a// /b /1 /1/ /a/b /a/B /a/b/ /b/a /1/a /a/1 /a//b //a //b /a/b/c /a/1/b /a/b/b /b/b/b /a/%2F /a.b /b-c";
const targets = bare.split(" ");

type Add = (guard: HonoHandler, above: string, route: string) => Hono;
const ways: readonly (readonly [title: string, add: Add])[] = [
  ["one application", (guard, above, route) => new Hono().use(above, guard).get(route, plain)],
  ["an application that is not strict", (guard, above, route) => new Hono({ strict: false }).use(above, guard).get(route, plain)],
  ["a nested application below the guard", (guard, above, route) => new Hono().use(above, guard).route("/", new Hono().get(route, plain))],
  [
    "a nested application behind its guard",
    (guard, above, route) => new Hono().route("/a", new Hono().use(above, guard).get(route, plain)),
  ],
  ["app.all", (guard, above, route) => new Hono().use(above, guard).all(route, plain)],
  ["app.on", (guard, above, route) => new Hono().all(above, guard).on(["PUT", "GET"], [route], plain)],
];

async function reached(app: Hono): Promise<string[]> {
  const ask = async (target: string) => ((await (await app.request(`http://localhost${target}`)).text()) === "reached" ? [target] : []);
  return (await Promise.all(targets.map(ask))).flat();
}

test.each(ways)("no route of %s that is reported secured lets an anonymous request through", { timeout: 60_000 }, async (_, add) => {
  const past: string[] = [];
  let secured = 0;
  for (const above of patterns) {
    for (const route of patterns) {
      const secure = security({ container });
      const app = add(secure.guard(token), above, route).onError((fault, context) => context.text(fault.name, 500));
      // An ALL entry of the same path as the guard's counts as one route with it.
      if (secure.report(app).some(({ access }) => access !== "secured") || secure.report(app).length === 0) continue;
      secured += 1;
      past.push(...(await reached(app)).map((target) => `${target} past ${above} to ${route}`));
    }
  }
  expect(past).toEqual([]);
  expect(secured).toBeGreaterThan(patterns.length);
});

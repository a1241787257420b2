import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { AdapterHarness, NativeMeans, Router } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context, type Handler, type Next } from "hono";
import { security, type HonoSecure } from "../src/index.js";

/** Adds to a Hono application. */
export function routerOf(target: Hono, secure: HonoSecure): Router {
  return {
    secure,
    route: (method, path, handler) => void target.on(method, path, handler as Handler),
    plain: (method, path) => void target.on(method, path, (context) => context.json({ plain: true })),
    use: (path, guard) => void target.use(path === "/" ? "*" : `${path}/*`, guard as Handler),
    first: (middleware) => void target.use(middleware as Handler),
    nest(path, add) {
      const inner = new Hono();
      add(routerOf(inner, secure));
      target.route(path, inner);
    },
    native: nativeOf(target, secure),
  };
}

function nativeOf(target: Hono, secure: HonoSecure): NativeMeans {
  const answers = (context: Context) => context.json({ plain: true });
  const passes = (_: Context, next: Next) => next();
  return {
    behind: (path, first, handler) => void target.get(path, first === "answers" ? answers : passes, handler as Handler),
    throwing: (path, fault) => void target.get(path, () => raise(fault)),
    answering: (needs) => ({
      "context.text": secure(needs, (_, context) => context.text("own")),
      "context.text, late": secure(needs, async (_, context) => (await delay(5), context.text("own"))),
      "context.res": secure(needs, (_, context) => void (context.res = context.text("own"))),
      "context.res, and a text besides": secure(needs, (_, context) => ((context.res = context.text("own")), "besides")),
    }),
    beginning: (needs, then) => secure(needs, (_, context) => ((context.res = context.text("part")), then())),
  };
}

function raise(fault: unknown): never {
  throw fault;
}

/** Hono 4 on @hono/node-server. */
export const harness: AdapterHarness = {
  name: "hono",
  async serve(options, add, seal) {
    const app = new Hono();
    const faults: unknown[] = [];
    const secure = security(options);
    app.onError((fault, context) => {
      faults.push(fault);
      return context.json({ fault: true }, 500);
    });
    add(routerOf(app, secure));
    if (seal !== false) secure.seal(app, seal);
    const server = createAdaptorServer({ fetch: app.fetch });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
      port: (server.address() as AddressInfo).port,
      faults,
      report: () => secure.report(app),
      close: () => new Promise((resolve) => void server.close(() => resolve())),
    };
  },
};

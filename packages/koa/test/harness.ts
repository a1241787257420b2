import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { AdapterHarness, NativeMeans, Router } from "@ampoule/testing";
import KoaRouter, { type RouterMiddleware } from "@koa/router";
import Koa from "koa";
import { security, type KoaSecure } from "../src/index.js";

type Method = "get" | "post" | "put" | "delete" | "options" | "all";

function routerOf(target: KoaRouter, app: Koa, secure: KoaSecure): Router {
  return {
    secure,
    route: (method, path, handler) => void target[method.toLowerCase() as Method](path, handler as RouterMiddleware),
    plain: (method, path) => void target[method.toLowerCase() as Method](path, (context) => void (context.body = { plain: true })),
    // @koa/router takes "/" for that one path.
    use: (path, guard) => void (path === "/" ? target.use(guard as RouterMiddleware) : target.use(path, guard as RouterMiddleware)),
    first: (middleware) => void app.use(middleware as Koa.Middleware),
    nest(path, add) {
      const inner = new KoaRouter({ sensitive: true });
      add(routerOf(inner, app, secure));
      target.use(path, inner.routes());
    },
    native: nativeOf(target, secure),
  };
}

function nativeOf(target: KoaRouter, secure: KoaSecure): NativeMeans {
  const answers = (context: Koa.Context) => void (context.body = { plain: true });
  const passes = (_: Koa.Context, next: Koa.Next) => next();
  return {
    behind: (path, first, handler) => void target.get(path, ...([first === "answers" ? answers : passes, handler] as RouterMiddleware[])),
    throwing: (path, fault) => void target.get(path, () => raise(fault)),
    answering: (needs) => ({
      "context.body": secure(needs, (_, context) => void (context.body = "own")),
      "context.body, returned": secure(needs, (_, context) => (context.body = "own")),
      "context.body, late": secure(needs, async (_, context) => (await delay(5), void (context.body = "own"))),
      "Node's response": secure(needs, (_, context) => begin(context).end("own")),
      "Node's response after all": secure(
        needs,
        (_, context) => ((context.respond = false), setTimeout(() => begin(context).end("own"), 5)),
      ),
    }),
    beginning: (needs, then) => secure(needs, (_, context) => (begin(context).write("part"), then())),
  };
}

/** Takes the answer out of Koa's hands. */
function begin(context: Koa.Context): Koa.Context["res"] {
  context.respond = false;
  return context.res.writeHead(200, { "Content-Type": "text/plain" });
}

function raise(fault: unknown): never {
  throw fault;
}

/** Koa 3 with @koa/router on Node's own server. */
export const harness: AdapterHarness = {
  name: "koa",
  async serve(options, add, seal) {
    const app = new Koa();
    // Faults are recorded below; Koa would also print each connection that a client broke off.
    app.silent = true;
    const router = new KoaRouter({ sensitive: true });
    const faults: unknown[] = [];
    const secure = security(options);
    app.use(async (context, next) => {
      try {
        await next();
      } catch (fault) {
        faults.push(fault);
        if (context.headerSent) return void context.res.destroy();
        context.status = 500;
        context.body = { fault: true };
      }
    });
    add(routerOf(router, app, secure));
    app.use(router.routes());
    if (seal !== false) secure.seal(app, seal);
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
      port: (server.address() as AddressInfo).port,
      faults,
      report: () => secure.report(app),
      close: () => new Promise((resolve) => void server.close(() => resolve())),
    };
  },
};

import { createServer } from "node:http";
import { security, type KoaSecure } from "@ampoule/koa";
import KoaRouter, { type RouterMiddleware } from "@koa/router";
import Koa from "koa";
import { replyTo } from "../http-error.js";
import type { Board, Frame } from "./frame.js";
import { joined, KnownRoutes } from "./known-routes.js";
import { Faults, info, running } from "./serving.js";

type Method = "get" | "post" | "put" | "patch" | "delete";

function boardOf(target: KoaRouter, secure: KoaSecure, routes: KnownRoutes, prefix = ""): Board {
  return {
    secure,
    route(method, path, ...chain) {
      routes.add(method, joined(prefix, path));
      target[method.toLowerCase() as Method](path, ...(chain as RouterMiddleware[]));
    },
    nest(path, add) {
      const inner = new KoaRouter();
      add(boardOf(inner, secure, routes, joined(prefix, path)));
      target.use(path, inner.routes());
    },
  };
}

async function answerFaults(faults: Faults, context: Koa.Context, next: Koa.Next): Promise<void> {
  try {
    await next();
  } catch (fault) {
    faults.note(fault);
    if (context.headerSent) return void context.res.destroy();
    const { status, headers, body } = replyTo(fault);
    context.status = status;
    context.body = body;
    context.set({ ...headers });
  }
}

/** Koa 3 with @koa/router on Node's own server. */
export const koa: Frame = {
  name: "koa",
  async serve(blueprint) {
    const app = new Koa();
    app.silent = true;
    const [faults, routes, router, secure] = [new Faults(), new KnownRoutes(), new KoaRouter(), security(blueprint.options)];
    app.use((context, next) => answerFaults(faults, context, next));
    blueprint.add(boardOf(router, secure, routes));
    app.use(router.routes());
    app.use((context) => Promise.reject(routes.refuse(context.path)));
    const document = () => secure.document(app, { info });
    const listener = secure.seal(app).callback();
    return running(
      createServer((request, response) => void listener(request, response)),
      blueprint,
      { secure, document, faults: faults.seen },
    );
  },
};

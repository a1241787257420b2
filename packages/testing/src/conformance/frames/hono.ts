import type { Server } from "node:http";
import { security, type HonoSecure } from "@ampoule/hono";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Handler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { replyTo } from "../http-error.js";
import type { Board, Frame } from "./frame.js";
import { joined, KnownRoutes } from "./known-routes.js";
import { Faults, info, running } from "./serving.js";

/** Paths with and without a slash behind are one, as on the other two. */
const options = { strict: false };

function boardOf(target: Hono, secure: HonoSecure, routes: KnownRoutes, prefix = ""): Board {
  return {
    secure,
    route(method, path, ...chain) {
      routes.add(method, joined(prefix, path));
      target.on(method, [path], ...(chain as Handler[]));
    },
    nest(path, add) {
      const inner = new Hono(options);
      add(boardOf(inner, secure, routes, joined(prefix, path)));
      target.route(path, inner);
    },
  };
}

function answerFault(fault: unknown): Response {
  const { status, headers, body } = replyTo(fault);
  return new Response(body, { status: status as ContentfulStatusCode, headers });
}

/** Hono 4 on @hono/node-server. */
export const hono: Frame = {
  name: "hono",
  async serve(blueprint) {
    const app = new Hono(options);
    const [faults, routes, secure] = [new Faults(), new KnownRoutes(), security(blueprint.options)];
    app.onError((fault) => (faults.note(fault), answerFault(fault)));
    app.notFound((context) => answerFault(routes.refuse(context.req.path)));
    blueprint.add(boardOf(app, secure, routes));
    const document = () => secure.document(app, { info });
    const server = createAdaptorServer({ fetch: secure.seal(app).fetch }) as Server;
    return running(server, blueprint, { secure, document, faults: faults.seen });
  },
};

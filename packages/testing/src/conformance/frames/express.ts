import { createServer } from "node:http";
import { security, type ExpressSecure } from "@ampoule/express";
import expressApplication, { Router, type IRouter, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import { replyTo } from "../http-error.js";
import type { Board, Frame } from "./frame.js";
import { joined, KnownRoutes } from "./known-routes.js";
import { Faults, info, running } from "./serving.js";

type Method = "get" | "post" | "put" | "patch" | "delete";

function boardOf(target: IRouter, secure: ExpressSecure, routes: KnownRoutes, prefix = ""): Board {
  return {
    secure,
    route(method, path, ...chain) {
      routes.add(method, joined(prefix, path));
      target[method.toLowerCase() as Method](path, ...(chain as RequestHandler[]));
    },
    nest(path, add) {
      const inner = Router();
      add(boardOf(inner, secure, routes, joined(prefix, path)));
      target.use(path, inner);
    },
  };
}

function answerFault(faults: Faults, fault: unknown, response: Response): void {
  faults.note(fault);
  const { status, headers, body } = replyTo(fault);
  response.status(status).setHeaders(new Map(Object.entries(headers)));
  response.end(body ?? undefined);
}

/** Express 5 on Node's own server. */
export const express: Frame = {
  name: "express",
  async serve(blueprint) {
    const app = expressApplication();
    const [faults, routes, secure] = [new Faults(), new KnownRoutes(), security(blueprint.options)];
    blueprint.add(boardOf(app, secure, routes));
    app.use((request: Request, _: Response, next: NextFunction) => next(routes.refuse(request.path)));
    // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
    app.use((fault: unknown, _request: Request, response: Response, next: NextFunction) =>
      response.headersSent ? next(fault) : answerFault(faults, fault, response),
    );
    const document = () => secure.document(app, { info });
    return running(createServer(secure.seal(app)), blueprint, { secure, document, faults: faults.seen });
  },
};

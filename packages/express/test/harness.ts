import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { AdapterHarness, NativeMeans, Router } from "@ampoule/testing";
import express, { type IRouter, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import { security, type ExpressSecure } from "../src/index.js";

type Method = "get" | "post" | "put" | "delete" | "options" | "all";

function routerOf(target: IRouter, secure: ExpressSecure): Router {
  return {
    secure,
    route: (method, path, handler) => void target[method.toLowerCase() as Method](path, handler as RequestHandler),
    plain: (method, path) =>
      void target[method.toLowerCase() as Method](path, (_: Request, response: Response) => void response.json({ plain: true })),
    use: (path, guard) => void target.use(path, guard as RequestHandler),
    first: (middleware) => void target.use(middleware as RequestHandler),
    nest(path, add) {
      const inner = express.Router();
      add(routerOf(inner, secure));
      target.use(path, inner);
    },
    native: nativeOf(target, secure),
  };
}

function nativeOf(target: IRouter, secure: ExpressSecure): NativeMeans {
  const answers = (_: Request, response: Response) => void response.json({ plain: true });
  const passes: RequestHandler = (_request, _response, next) => next();
  return {
    behind: (path, first, handler) => void target.get(path, first === "answers" ? answers : passes, handler as RequestHandler),
    throwing: (path, fault) => void target.get(path, () => raise(fault)),
    answering: (needs) => ({
      "response.send": secure(needs, (_, _request, response) => void response.type("text").send("own")),
      "response.send, returned": secure(needs, (_, _request, response) => response.type("text").send("own")),
      "response.send, and a value besides": secure(needs, (_, _request, response) => (response.type("text").send("own"), "besides")),
      "a stream, returned": secure(needs, (_, _request, response) => Readable.from(["own"]).pipe(response.type("text"))),
      "response.end, late": secure(needs, async (_, _request, response) => (await delay(5), void response.type("text").end("own"))),
      "response.end after all": secure(needs, (_, _request, response) => void setTimeout(() => response.type("text").end("own"), 5)),
    }),
    beginning: (needs, then) => secure(needs, (_, _request, response) => (response.write("part"), then())),
  };
}

function raise(fault: unknown): never {
  throw fault;
}

/** Express 5 on Node's own server. */
export const harness: AdapterHarness = {
  name: "express",
  async serve(options, add, seal) {
    const app = express();
    const faults: unknown[] = [];
    const secure = security(options);
    add(routerOf(app, secure));
    // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
    app.use((fault: unknown, _request: Request, response: Response, next: NextFunction) => {
      faults.push(fault);
      if (response.headersSent) return next(fault);
      response.status(500).json({ fault: true });
    });
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

import type { RequestListener } from "node:http";
import type { AnyProvider, Needs, Scopes, Token, Values } from "@ampoule/core";
import type { MethodName, SecurityOptions } from "@ampoule/core/adapter";
import type { DocumentOptions, OpenApiDocument } from "@ampoule/core/openapi";
import { security as expressSecurity, type ExpressSecure } from "@ampoule/express";
import { security as honoSecurity, type HonoSecure } from "@ampoule/hono";
import { security as koaSecurity, type KoaSecure } from "@ampoule/koa";
import { getRequestListener } from "@hono/node-server";
import KoaRouter, { type RouterMiddleware } from "@koa/router";
import express, { type IRouter, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import { Hono, type Context, type Handler, type Next } from "hono";
import Koa from "koa";
import { container } from "tsyringe";
import { listening, type Listening } from "./listening.js";

/** Any adapter's `secure`, for handlers that take none of the framework's arguments. */
interface NeutralSecure {
  <C>(controller: Token<C>, method: MethodName<C>): object;
  <const N extends Needs>(needs: N, run: (needs: Values<N>) => unknown): object;
  open(run: () => unknown): object;
  guard<const P extends AnyProvider>(provider: P, ...scopes: Scopes<P>[]): object & { except(handler: object): object };
}

/** An application, or a router in it. */
export interface Place {
  readonly secure: NeutralSecure;
  readonly route: (method: "get" | "post", path: string, handler: object) => void;
  readonly use: (guard: object) => void;
  readonly nest: (path: string, add: (inner: Place) => void) => void;
  /** Middleware that sets the cookie `seen=yes` in the framework's own way. */
  readonly setsCookie: object;
}

interface Framed extends Listening {
  document(options: DocumentOptions): OpenApiDocument;
}

/** Makes an application of one framework, seals it and listens. */
export type Frame = (add: (place: Place) => void, options?: Partial<SecurityOptions>) => Promise<Framed>;

const cookie = "seen=yes";

function onRouter(target: IRouter, secure: ExpressSecure): Place {
  return {
    secure,
    route: (method, path, handler) => void target[method](path, handler as RequestHandler),
    use: (guard) => void target.use(guard as RequestHandler),
    nest(path, add) {
      const inner = express.Router();
      add(onRouter(inner, secure));
      target.use(path, inner);
    },
    setsCookie: (_: Request, response: Response, next: NextFunction) => (response.append("Set-Cookie", cookie), next()),
  };
}

const onExpress: Frame = async (add, options) => {
  const app = express();
  const secure = expressSecurity({ container, ...options });
  add(onRouter(app, secure));
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((_fault: Error, _request: Request, response: Response, _next: NextFunction) => void response.status(500).end("fault"));
  return { ...(await listening(secure.seal(app))), document: (about) => secure.document(app, about) };
};

function onKoaRouter(target: KoaRouter, secure: KoaSecure): Place {
  return {
    secure,
    route: (method, path, handler) => void target[method](path, handler as RouterMiddleware),
    use: (guard) => void target.use(guard as RouterMiddleware),
    nest(path, add) {
      const inner = new KoaRouter({ sensitive: true });
      add(onKoaRouter(inner, secure));
      target.use(path, inner.routes());
    },
    setsCookie: (context: Koa.Context, next: Koa.Next) => (context.append("Set-Cookie", cookie), next()),
  };
}

const onKoa: Frame = async (add, options) => {
  const app = new Koa();
  app.silent = true;
  const secure = koaSecurity({ container, ...options });
  const router = new KoaRouter({ sensitive: true });
  add(onKoaRouter(router, secure));
  const handle = secure.seal(app.use(router.routes())).callback();
  const listener: RequestListener = (request, response) => void handle(request, response);
  return { ...(await listening(listener)), document: (about) => secure.document(app, about) };
};

function onHonoApp(target: Hono, secure: HonoSecure): Place {
  return {
    secure,
    route: (method, path, handler) => void target[method](path, handler as Handler),
    use: (guard) => void target.use(guard as Handler),
    nest(path, add) {
      const inner = new Hono();
      add(onHonoApp(inner, secure));
      target.route(path, inner);
    },
    setsCookie: (context: Context, next: Next) => (context.header("Set-Cookie", cookie, { append: true }), next()),
  };
}

const onHono: Frame = async (add, options) => {
  const app = new Hono().onError((_, context) => context.text("fault", 500));
  const secure = honoSecurity({ container, ...options });
  add(onHonoApp(app, secure));
  const handle = getRequestListener(secure.seal(app).fetch);
  return { ...(await listening((request, response) => void handle(request, response))), document: (about) => secure.document(app, about) };
};

export const frames: readonly (readonly [name: string, frame: Frame])[] = [
  ["Express", onExpress],
  ["Koa", onKoa],
  ["Hono", onHono],
];

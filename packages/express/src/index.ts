import { pipeline, Readable } from "node:stream";
import { createSecure, NodeFields, NodeView, whenClosed, type Binding, type Secure, type SecurityOptions } from "@ampoule/core/adapter";
import type { Express, NextFunction, Request, RequestHandler, Response as ExpressResponse } from "express";
import onHeaders from "on-headers";
import { routesOf } from "./routes.js";

export {
  allowUnmarked,
  type CorsOptions,
  type DocsOptions,
  type DocumentOptions,
  type Guard,
  type HttpsOptions,
  type OpenApiDocument,
  type OperationDescription,
  type RouteReport,
  type SealOptions,
  type SecurityOptions,
} from "@ampoule/core/adapter";

/** What Express hands to a handler. */
export type Given = [request: Request, response: ExpressResponse, next: NextFunction];
/** The `secure` of an Express application. */
export type ExpressSecure = Secure<Express, Given, RequestHandler>;

const binding: Binding<Express, Given> = {
  given: ["request", "response", "next"],
  view: ([request, response]) => new NodeView(request, response, request.originalUrl),
  identity: (request) => request,
  preset(headers, [, response]) {
    for (const name in headers) response.setHeader(name, headers[name] as string);
  },
  complete: (_, result) => result,
  send({ status, headers, body }, [, response]) {
    if (status !== undefined) response.status(status);
    for (const name in headers) response.setHeader(name, headers[name] as string);
    response.end(body);
  },
  sendResponse({ status, headers, body }, [request, response, next]) {
    response.status(status);
    for (const [name, value] of headers) {
      if (name === "set-cookie") response.append(name, value);
      else response.setHeader(name, value);
    }
    if (body !== null && request.method !== "HEAD") return sendBody(body, response, next);
    void body?.cancel();
    response.end();
  },
  answered: (result, [, response]) => response.headersSent || result === response,
  sent: ([, response]) => response.headersSent,
  next: ([, , next]) => next(),
  amend(change, [, response, next]) {
    onHeaders(response, () => change(new NodeFields(response)));
    next();
  },
  release(result, done, [, response]) {
    whenClosed(response, done);
    return result;
  },
  routes: (app) => routesOf(app),
  answersAlone: ({ length }) => length === 1 || length === 2,
  isMounted: (app) => "parent" in app,
};

/** What breaks a body goes to Express's error handlers, once its connection is ended; that a client leaves is nobody's fault. */
function sendBody(body: ReadableStream<Uint8Array>, response: ExpressResponse, next: NextFunction): void {
  const source = Readable.fromWeb(body);
  let isLeft = false;
  response.once("close", () => (isLeft = source.errored === null));
  pipeline(source, response, () => {
    if (source.errored !== null && !isLeft) next(source.errored);
  });
}

/**
 * Secures the routes of an Express 5 application.
 *
 * Guarantees what core promises: a handler runs only with everything it declared, refusals are problem documents with challenges, and an
 * application with an undecided route does not start. Faults go to Express's error handlers, also those that break the body of a `Response` midway. It does not parse bodies, or look at what
 * other middleware answers: your application does.
 *
 * @throws ConfigurationError on options that cannot be.
 * @example
 * ```ts
 * const secure = security({ container });
 * app.get("/me", secure({ me: currentUser }, ({ me }) => me));
 * secure.seal(app).listen(3000);
 * ```
 */
export function security(options: SecurityOptions): ExpressSecure {
  return createSecure(options, binding, (serve) => (request, response, next) => serve(request, response, next));
}

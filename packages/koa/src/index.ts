import { Readable } from "node:stream";
import {
  createSecure,
  NodeFields,
  NodeView,
  whenClosed,
  type Binding,
  type Reply,
  type RouteFunction,
  type Secure,
  type SecurityOptions,
} from "@ampoule/core/adapter";
import type Koa from "koa";
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

/** What Koa hands to a handler. */
export type Given = [context: Koa.Context, next: Koa.Next];
/** A handler or guard, to be mounted on a router of @koa/router or on the application. */
export type KoaHandler = (context: Koa.Context, next: Koa.Next) => Promise<unknown>;
/** A Koa application, whatever its own types of state and context. */
export interface KoaApplication {
  readonly middleware: readonly RouteFunction[];
}
/** The `secure` of a Koa application. */
export type KoaSecure = Secure<KoaApplication, Given, KoaHandler>;

const binding: Binding<KoaApplication, Given> = {
  given: ["context", "next"],
  view: ([context]) => new NodeView(context.req, context.res, context.originalUrl),
  identity: (context) => context,
  preset: setFields,
  complete: (_, result) => result,
  send({ status, headers, body }, given) {
    const [context] = given;
    if (status !== undefined) context.status = status;
    setFields(headers, given);
    if (body !== "") context.response.body = body;
  },
  sendResponse({ status, headers, body }, [context]) {
    context.status = status;
    tellOnce(context);
    context.body = body === null ? "" : Readable.fromWeb(body);
    context.remove("Content-Type");
    for (const [name, value] of headers) {
      if (name === "set-cookie") context.append(name, value);
      else context.set(name, value);
    }
  },
  answered(result, [context]) {
    const { body } = context.response;
    return (result === undefined ? body !== undefined : result === body) || context.respond === false || context.headerSent;
  },
  sent: ([context]) => context.respond === false || context.headerSent,
  next: ([, next]) => next(),
  // Koa takes all fields away from what its own error handling answers: these come afterwards.
  amend(change, [{ res }, next]) {
    onHeaders(res, () => change(new NodeFields(res)));
    return next();
  },
  release(result, done, [context]) {
    whenClosed(context.res, done);
    return result;
  },
  routes: (app) => routesOf(app),
  answersAlone: ({ length }) => length === 1,
};

/** As `context.set` does, which makes lists of them first. */
function setFields(fields: Reply["headers"], [{ res }]: Given): void {
  if (res.headersSent) return;
  for (const name in fields) res.setHeader(name, fields[name] as string);
}

/** Koa hears twice of what breaks a body: from the stream, and from the connection that it ended for it. */
function tellOnce(context: Koa.Context): void {
  const tell = context.onerror.bind(context);
  const told = new Set<unknown>();
  context.onerror = (fault) => {
    if (told.has(fault)) return;
    told.add(fault);
    tell(fault);
  };
}

/**
 * Secures the routes of a Koa 3 application that routes through @koa/router.
 *
 * Guarantees what core promises: a handler runs only with everything it declared, refusals are problem documents with challenges, and an
 * application with an undecided route does not start. Faults go to Koa's error handling. It does not parse bodies, or look at what
 * other middleware answers: your application does.
 *
 * @throws ConfigurationError on options that cannot be.
 * @example
 * ```ts
 * const secure = security({ container });
 * router.get("/me", secure({ me: currentUser }, ({ me }) => me));
 * secure.seal(app.use(router.routes())).listen(3000);
 * ```
 */
export function security(options: SecurityOptions): KoaSecure {
  return createSecure(options, binding, (serve) => async (context, next) => serve(context, next));
}

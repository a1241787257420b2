import {
  createSecure,
  isResponse,
  NodeView,
  WebView,
  whenClosed,
  whenRead,
  type Binding,
  type NodeRequest,
  type NodeResponse,
  type Secure,
  type SecurityOptions,
} from "@ampoule/core/adapter";
import type { Context, Env, Hono, Next } from "hono";
import { responseTo, withHeaders } from "./response.js";
import { routesOf } from "./routes.js";
import { templatesOf } from "./templates.js";

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

/** What Hono hands to a handler. */
export type Given<E extends Env = Env> = [context: Context<E, string>, next: Next];
/** A handler or guard. */
export type HonoHandler<E extends Env = Env> = (context: Context<E, string>, next: Next) => Promise<Response | void>;
/** The `secure` of a Hono application. */
export type HonoSecure<E extends Env = Env> = Secure<Hono<E>, Given<E>, HonoHandler<E>>;

/** Node's own objects, where Hono runs on @hono/node-server. */
function nodeOf(context: { readonly env: object | undefined }): { incoming?: NodeRequest & { url?: string }; outgoing?: NodeResponse } {
  return context.env ?? {};
}

function bindingOf<E extends Env>(): Binding<Hono<E>, Given<E>> {
  return {
    given: ["context", "next"],
    view([context]) {
      const { incoming, outgoing } = nodeOf(context);
      return incoming && outgoing ? new NodeView(incoming, outgoing, incoming.url ?? "/") : new WebView(context.req.raw);
    },
    identity: (context) => context,
    // Without `preset`: Hono lets fields that are set before overrule those of the handler's response, so defaults are filled in afterwards.
    complete(headers, result, [context]) {
      if (isResponse(result)) return withHeaders(result, headers);
      const response = withHeaders(context.res, headers);
      if (response !== context.res) context.res = response;
      return undefined;
    },
    send: (reply, [context]) => responseTo(reply, context),
    sendResponse: (response) => response,
    answered: (result, [context]) => isResponse(result) || context.finalized,
    sent: ([context]) => context.finalized,
    next: ([, next]) => next().then(() => undefined),
    amend: (change, [context, next]) => next().then(() => amendNow(change, context)),
    faultBehind: ([context]) => context.error,
    release(result, done, [context]) {
      const { outgoing } = nodeOf(context);
      if (outgoing) whenClosed(outgoing, done);
      // Nobody reads what answers HEAD.
      else if (context.req.raw.method === "HEAD") void done();
      else if (isResponse(result)) return whenRead(result, done);
      else context.res = whenRead(context.res, done);
      return result;
    },
    routes: (app) => routesOf(app),
    answersAlone: ({ length }) => length < 2,
    templates: templatesOf,
  };
}

/** A response from elsewhere may be immutable: then a copy takes its place. */
function amendNow(change: (fields: Headers) => void, context: Context): void {
  try {
    change(context.res.headers);
  } catch {
    context.res = new Response(context.res.body, context.res);
    change(context.res.headers);
  }
}

/**
 * Secures the routes of a Hono 4 application, on every runtime that Hono has.
 *
 * Guarantees what core promises: a handler runs only with everything it declared, refusals are problem documents with challenges, and an
 * application with an undecided route does not start. Faults go to `app.onError`. It does not parse bodies, or look at what
 * other middleware answers: your application does.
 *
 * @throws ConfigurationError on options that cannot be.
 * @example
 * ```ts
 * const secure = security({ container });
 * app.get("/me", secure({ me: currentUser }, ({ me }) => me));
 * serve({ fetch: secure.seal(app).fetch, port: 3000 });
 * ```
 */
export function security<E extends Env = Env>(options: SecurityOptions): HonoSecure<E> {
  // Hono takes an answer that is there at once for what it is, and nothing at once for "not found".
  return createSecure(
    options,
    bindingOf<E>(),
    (serve) => (context, next) => (serve(context, next) ?? Promise.resolve()) as Promise<Response | void>,
  );
}

import type { Token } from "../contract/container.js";
import type { Endpoint } from "../contract/endpoint.js";
import type { AnyProvider, Needs, Provided, ProviderClass, ProviderValue, ResourceValue, Scopes, Values } from "../contract/provider.js";
import type { CorsOptions } from "../cors/options.js";
import type { DocsOptions } from "../docs-page/options.js";
import type { HttpsOptions } from "../https/options.js";
import type { OperationDescription } from "../openapi/description.js";
import type { DocumentOptions, OpenApiDocument } from "../openapi/document.js";
import type { Override } from "./engine.js";
import type { RouteReport, SealOptions } from "./report.js";

/** The names of a class's public methods. */
export type MethodName<C> = { [K in keyof C]: C[K] extends (...parameters: never[]) => unknown ? K : never }[keyof C];

/** What a replacement may be: a provider of the same type, class or value. */
export type ProviderOf<T> = ProviderValue<T, string> | ProviderClass<T>;

/** Middleware that lets nobody pass for whom its provider yields nothing, and tells who passed. */
export type Guard<T, Subject, Middleware> = Middleware & {
  /** What the provider yielded for this request. @throws ConfigurationError where the guard did not run before. */
  of(subject: Subject): T;
  /**
   * Lets one handler pass unasked: the way to open a route below a guarded group. The guard is not asked on the paths of the handler's route, also for
   * middleware that stands between the two; any other handler of Ampoule's that answers there asks it first.
   *
   * The report shows the exception. Gives back what was given. @throws ConfigurationError on what `secure` did not make.
   */
  except<H extends Middleware>(handler: H): H;
};

/**
 * Secures the routes of one framework. `App` is its application, `Given` what it hands to a handler, `Handler` and `Middleware` what it mounts.
 */
export interface Secure<App, Given extends readonly unknown[], Handler, Middleware = Handler> {
  /** Function style: `run` receives what it needs by name, then the framework's own arguments. */
  <const N extends Needs>(needs: N, run: (needs: Values<N>, ...given: Given) => unknown): Handler;
  /** Class style: the method's decorated parameters are filled, the others receive the framework's own arguments in order. */
  <C>(controller: Token<C>, method: MethodName<C>): Handler;
  /** A handler that is ready: mount it for every method, since it answers those that are not its own with 405. */
  (endpoint: Endpoint): Handler;
  /** A handler that is open to everybody, on purpose. A guard above it still runs. */
  open(run: (...given: Given) => unknown): Handler;
  /** The same, with services and resources by name. */
  open<const N extends Readonly<Record<string, Token<unknown> | ResourceValue<unknown>>>>(
    needs: N,
    run: (needs: Values<N>, ...given: Given) => unknown,
  ): Handler;
  /** Middleware for everything behind it. `of` reads back what was provided, typed. */
  guard<const P extends AnyProvider>(provider: P, ...scopes: Scopes<P>[]): Guard<Provided<P>, Given[0], Middleware>;
  /**
   * Middleware for pages of other origins: mount it before everything else, `app.use(secure.cors({ origins: ["https://app.example.com"] }))`. Without it no answer has a field of CORS.
   *
   * It answers preflights, before anything is asked of the caller; and whatever else is answered, refusals, 404 and faults too, it tells browsers which pages may read
   * it, and overrules what a handler says about that. A function that throws, rejects or takes longer than `timeout` lets nobody in, and a `fault` event is told.
   *
   * It keeps browsers from showing answers to strange pages. It keeps nobody from sending requests, and does not know whether a domain is shared with strangers.
   *
   * @throws ConfigurationError on a policy that lets everybody in with credentials, and on origins, methods and names that browsers do not read as they look.
   */
  cors(options: CorsOptions): Middleware;
  /**
   * Middleware that refuses what did not come over `https`: 403 `https_required`, before anything looks at it. Mount it first: `app.use(secure.https())`. The operator's event is `rejected`, with the code `plain_http`.
   *
   * It never redirects: what came with the request was readable on its way, and a client that is sent on goes on like that. What a proxy writes counts only where `protocol` says
   * so. With `strictTransport`, every answer over `https`, refusals and faults too, tells browsers to ask for nothing else (RFC 6797); a handler cannot take it away.
   *
   * It is no security: a route below it is secured, or open, by what stands beside it. It cannot undo what was sent in the clear, and does not see upgrades to WebSockets that pass the framework by: let nothing but your proxy reach the
   * unencrypted port.
   *
   * @throws ConfigurationError on an option that it does not know, and on a `strictTransport` that browsers would not keep.
   */
  https(options?: HttpsOptions): Middleware;
  /** Every route of the application, nested routers included, with who may call it. */
  report(app: App): RouteReport[];
  /**
   * An open route that serves the application's OpenAPI document: its own routes with who may call them, or a document of yours with that added. Made when
   * the application is sealed. Put a guard above it where the document is nobody's business; it does not appear in itself.
   *
   * @throws ConfigurationError, at `seal`, where the document contradicts the routes or two schemes have one name.
   */
  openapi(app: App, options: DocumentOptions): Handler;
  /** The same document as a plain object, for build scripts and tests. */
  document(app: App, options: DocumentOptions): OpenApiDocument;
  /** Says of a handler what only you know: summary, tags, bodies, responses; or that it is to be left out of documents. Gives it back. */
  describe<H extends object>(handler: H, description: OperationDescription): H;
  /**
   * An open route that serves a page on which people read the document, sign in and try the operations: Swagger UI from the installed `swagger-ui-dist`,
   * under a strict Content-Security-Policy, all of it by this one route.
   *
   * @throws ConfigurationError where `swagger-ui-dist` is not installed.
   */
  docs(options: DocsOptions): Handler;
  /**
   * Call it once, when all routes are declared: refuses an application with a route that is neither secured nor marked open, and
   * gives it back. It seals each route by itself: a handler that was not among the routes then, and every one before, answers with a fault, so that it
   * cannot be forgotten and nothing slips in late.
   *
   * It sees routes, not other middleware: what a static file server or a proxy hands out is theirs to secure, or a guard's.
   *
   * @throws ConfigurationError naming the routes; and on an endpoint that is mounted for another method than its own.
   */
  seal<A extends App>(app: A, options?: SealOptions): A;
  /**
   * Lets another provider stand in, for tests: everywhere, until the result is restored or disposed. Policies and scopes above it still run.
   *
   * @throws ConfigurationError when it is overridden already, or the replacement cannot be built.
   */
  override<const P extends AnyProvider>(original: P, replacement: ProviderOf<NoInfer<Provided<P>>>): Override;
}

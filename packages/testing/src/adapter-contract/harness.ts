import type { AnyProvider, Endpoint, Needs, ResourceValue, Scopes, Token, Values } from "@ampoule/core";
import type { CorsOptions, HttpsOptions, MethodName, RouteReport, SealOptions, SecurityOptions } from "@ampoule/core/adapter";

/** Something that the framework can mount: what `secure`, `secure.open` and `secure.guard` of the adapter give. */
export type Mountable = object;

/** The adapter's `secure`, for handlers that take none of the framework's own arguments. */
export interface NeutralSecure {
  <C>(controller: Token<C>, method: MethodName<C>): Mountable;
  <const N extends Needs>(needs: N, run: (needs: Values<N>) => unknown): Mountable;
  (endpoint: Endpoint): Mountable;
  open(run: () => unknown): Mountable;
  open<const N extends Readonly<Record<string, Token<unknown> | ResourceValue<unknown>>>>(
    needs: N,
    run: (needs: Values<N>) => unknown,
  ): Mountable;
  guard<const P extends AnyProvider>(provider: P, ...scopes: Scopes<P>[]): Mountable & { except(handler: Mountable): Mountable };
  cors(options: CorsOptions): Mountable;
  https(options?: HttpsOptions): Mountable;
  override(original: AnyProvider, replacement: AnyProvider): Disposable;
}

/** An application, or a part of it, that routes are added to. */
export interface Router {
  readonly secure: NeutralSecure;
  /** Mounts a handler on the framework's own router. */
  readonly route: (method: string, path: string, handler: Mountable) => void;
  /** Mounts a handler of the framework that the adapter knows nothing of; it answers 200 with `{"plain":true}`. */
  readonly plain: (method: string, path: string) => void;
  /** Mounts a guard for everything below a path that is added after it. */
  readonly use: (path: string, guard: Mountable) => void;
  /** Mounts middleware before everything that is added after it, whatever answers, on the whole application. */
  readonly first: (middleware: Mountable) => void;
  /** Mounts a nested router in the framework's own way. */
  readonly nest: (path: string, add: (router: Router) => void) => void;
  /** What takes the framework's own arguments. Without it, the cases that need it are skipped. */
  readonly native?: NativeMeans;
}

/** Functions of the framework's own, and handlers that use what it hands to them. */
export interface NativeMeans {
  /**
   * Mounts a handler on a route behind a function of the framework, which either answers as `plain` does and takes nothing to pass the
   * request on with, or passes it on. Leave it out where a route has one function only.
   */
  readonly behind?: (path: string, first: "answers" | "passes", handler: Mountable) => void;
  /** Mounts, for GET, a handler of the framework that the adapter knows nothing of, and that throws. */
  readonly throwing: (path: string, fault: unknown) => void;
  /** One secured handler for each way that the framework has to answer by itself; each answers 200 with the text `own`. Keys are for messages. */
  readonly answering: (needs: Needs) => Readonly<Record<string, Mountable>>;
  /** A secured handler that begins such an answer, so that no other one can be sent, and then does what it is told. */
  readonly beginning: (needs: Needs, then: () => unknown) => Mountable;
}

/** A running application. */
export interface Served {
  readonly port: number;
  /** What reached the framework's own error channel, in order. The application then answers 500 with `{"fault":true}`, or breaks off an answer that was begun. */
  readonly faults: readonly unknown[];
  report(): RouteReport[];
  close(): Promise<void>;
}

/** What an adapter brings to its contract suite. */
export interface AdapterHarness {
  readonly name: string;
  /** Whether requests tell the address of their socket. Default: they do. */
  readonly knowsAddresses?: boolean;
  /**
   * Makes an application of the framework, secured with `options`, with the routes that `add` adds; seals it (unless `seal` is false) and
   * serves it on a free port of 127.0.0.1. A `ConfigurationError` rejects.
   */
  serve(options: SecurityOptions, add: (router: Router) => void, seal?: SealOptions | false): Promise<Served>;
}

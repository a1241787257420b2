import type { AnyProvider, Needs, Scopes, Token, Values } from "@ampoule/core";
import type { MethodName, RouteReport, SealOptions, SecurityOptions } from "@ampoule/core/adapter";

/** Something that the framework can mount: what `secure`, `secure.open` and `secure.guard` of the adapter give. */
export type Mountable = object;

/** The adapter's `secure`, for handlers that take none of the framework's own arguments. */
export interface NeutralSecure {
  <C>(controller: Token<C>, method: MethodName<C>): Mountable;
  <const N extends Needs>(needs: N, run: (needs: Values<N>) => unknown): Mountable;
  open(run: () => unknown): Mountable;
  open<const N extends Readonly<Record<string, Token<unknown>>>>(needs: N, run: (needs: Values<N>) => unknown): Mountable;
  guard<const P extends AnyProvider>(provider: P, ...scopes: Scopes<P>[]): Mountable;
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
  /** Lets the framework's usual CORS middleware answer preflights, for everything that is added after it. */
  readonly cors: (origin: string) => void;
  /** Mounts a nested router in the framework's own way. */
  readonly nest: (path: string, add: (router: Router) => void) => void;
}

/** A running application. */
export interface Served {
  readonly port: number;
  /** What reached the framework's own error channel, in order. The application then answers 500 with `{"fault":true}`. */
  readonly faults: readonly unknown[];
  report(): RouteReport[];
  close(): Promise<void>;
}

/** What an adapter brings to its contract suite. */
export interface AdapterHarness {
  readonly name: string;
  /**
   * Makes an application of the framework, secured with `options`, with the routes that `add` adds; seals it (unless `seal` is false) and
   * serves it on a free port of 127.0.0.1. A `ConfigurationError` rejects.
   */
  serve(options: SecurityOptions, add: (router: Router) => void, seal?: SealOptions | false): Promise<Served>;
}

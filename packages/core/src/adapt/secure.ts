import type { Token } from "../contract/container.js";
import type { AnyProvider, Needs, Provided, ProviderClass, ProviderValue, Scopes, Values } from "../contract/provider.js";
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
};

/**
 * Secures the routes of one framework. `App` is its application, `Given` what it hands to a handler, `Handler` and `Middleware` what it mounts.
 */
export interface Secure<App, Given extends readonly unknown[], Handler, Middleware = Handler> {
  /** Function style: `run` receives what it needs by name, then the framework's own arguments. */
  <const N extends Needs>(needs: N, run: (needs: Values<N>, ...given: Given) => unknown): Handler;
  /** Class style: the method's decorated parameters are filled, the others receive the framework's own arguments in order. */
  <C>(controller: Token<C>, method: MethodName<C>): Handler;
  /** A handler that is open to everybody, on purpose. A guard above it still runs. */
  open(run: (...given: Given) => unknown): Handler;
  /** The same, with services by name. */
  open<const N extends Readonly<Record<string, Token<unknown>>>>(needs: N, run: (needs: Values<N>, ...given: Given) => unknown): Handler;
  /** Middleware for everything behind it. `of` reads back what was provided, typed. */
  guard<const P extends AnyProvider>(provider: P, ...scopes: Scopes<P>[]): Guard<Provided<P>, Given[0], Middleware>;
  /** Every route of the application, nested routers included, with who may call it. */
  report(app: App): RouteReport[];
  /**
   * Call it once, when all routes are declared: refuses an application with a route that is neither secured nor marked open, and
   * gives it back. Until then secured routes answer with a fault, so that it cannot be forgotten.
   *
   * It sees routes, not other middleware: what a static file server or a proxy hands out is theirs to secure, or a guard's.
   *
   * @throws ConfigurationError naming the routes.
   */
  seal<A extends App>(app: A, options?: SealOptions): A;
  /**
   * Lets another provider stand in, for tests: everywhere, until the result is restored or disposed. Policies and scopes above it still run.
   *
   * @throws ConfigurationError when it is overridden already, or the replacement cannot be built.
   */
  override<const P extends AnyProvider>(original: P, replacement: ProviderOf<NoInfer<Provided<P>>>): Override;
}

declare const tokenType: unique symbol;

/** A symbol that stands for a `T` in the container, for things that are not classes. Made by {@link token}. */
export type TypedToken<T> = symbol & { readonly [tokenType]?: T };

/** Names a service: its class, or a typed symbol. */
export type Token<T> = (abstract new (...args: never[]) => T) | TypedToken<T>;

/** What a container is asked with. */
export type ContainerToken = string | symbol | (new (...args: never[]) => unknown);

/**
 * What builds controllers, providers and services. tsyringe's `DependencyContainer` fits as it is.
 *
 * The container decides lifetimes; Ampoule only asks. It never authenticates inside a resolution.
 */
export interface Container {
  resolve(token: ContainerToken): unknown;
  isRegistered(token: ContainerToken, recursive?: boolean): boolean;
  createChildContainer(): ChildContainer;
}

/** A container made for one request, or for one look at set-up. */
export interface ChildContainer extends Container {
  register(token: ContainerToken, provider: { useFactory: (container: never) => unknown }): unknown;
}

/**
 * Makes a typed token. Call it once, at module level: containers keep every token they were ever asked for.
 *
 * @example
 * ```ts
 * interface Clock { now(): number }
 * const CLOCK = token<Clock>("Clock");
 * container.register(CLOCK, { useValue: { now: () => Date.now() } });
 * ```
 */
export function token<T>(name: string): TypedToken<T> {
  return Symbol(name);
}

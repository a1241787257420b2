import type { Awaitable } from "./provider.js";

/** Whether `await` would wait for a value: a promise, of whichever library, or a function that is one as well. */
export function isThenable<T = unknown>(value: unknown): value is PromiseLike<T> {
  const mayBe = (typeof value === "object" && value !== null) || typeof value === "function";
  return mayBe && typeof (value as { readonly then?: unknown }).then === "function";
}

/** Goes on with a value: at once where it is there already. */
export function after<T, R>(value: Awaitable<T>, goOn: (value: T) => Awaitable<R>): Awaitable<R> {
  return isThenable<T>(value) ? Promise.resolve(value).then(goOn) : goOn(value);
}

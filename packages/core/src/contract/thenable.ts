/** Whether `await` would wait for a value: a promise, of whichever library, or a function that is one as well. */
export function isThenable<T = unknown>(value: unknown): value is PromiseLike<T> {
  const mayBe = (typeof value === "object" && value !== null) || typeof value === "function";
  return mayBe && "then" in value && typeof value.then === "function";
}

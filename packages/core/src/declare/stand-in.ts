import { granted } from "../contract/outcome.js";
import { makeProvider, type ProviderValue } from "../contract/provider.js";

/**
 * A provider that yields one value to everybody, to be put in another's place by `secure.override`, in tests.
 *
 * With `scopes`, the value is taken to hold exactly those, whatever it says itself: scopes that are demanded of the original are then compared with
 * them. Without, they are read from the value, as the original's are. It neither copies the value nor makes a fresh one for each request.
 *
 * @example
 * ```ts
 * using _ = secure.override(currentUser, standIn(alice, ["notes:read"]));
 * ```
 */
export function standIn<T>(value: T, scopes?: readonly string[]): ProviderValue<T> {
  const run = () => granted(value as NonNullable<T>);
  return makeProvider({ kind: "function", needs: {}, run, name: "standIn", ...(scopes !== undefined && { holds: [...scopes] }) });
}

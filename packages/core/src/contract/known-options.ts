import { ConfigurationError } from "./errors.js";

/** @throws ConfigurationError on an option that nothing reads: somebody believes that it does something. */
export function requireKnownOptions(owner: string, options: object, known: readonly string[]): void {
  const stranger = Reflect.ownKeys(options).find((name) => typeof name === "symbol" || !known.includes(name));
  if (stranger === undefined) return;
  throw new ConfigurationError("invalid_option", `${owner} does not know the option ${String(stranger)}; it knows ${known.join(", ")}.`);
}

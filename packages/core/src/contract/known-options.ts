import { ConfigurationError } from "./errors.js";

/** @throws ConfigurationError on what are no options, and on one that nothing reads: somebody believes that it does something. */
export function requireKnownOptions(owner: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null)
    throw new ConfigurationError("invalid_option", `${owner} needs options: ${known.join(", ")}.`);
  const stranger = Reflect.ownKeys(options).find((name) => typeof name === "symbol" || !known.includes(name));
  if (stranger === undefined) return;
  throw new ConfigurationError("invalid_option", `${owner} does not know the option ${String(stranger)}; it knows ${known.join(", ")}.`);
}

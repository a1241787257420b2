import { ConfigurationError } from "../contract/errors.js";
import { definition, type AnyProvider, type Definition, type Needs } from "../contract/provider.js";

/** What a provider is called in messages. */
export function nameOf(provider: AnyProvider): string {
  if (typeof provider === "function") return provider.name;
  const made = provider[definition];
  if (made.kind === "scheme") return made.scheme.name;
  return made.kind === "function" || made.kind === "resource" ? labelOf(made) : made.kind;
}

/** A provider of a function without a name is called by what it needs. */
export function labelOf({ kind, name, needs }: Definition & { kind: "function" | "resource" }): string {
  return name === "" ? `${kind === "function" ? "provider" : "resource"}(${Object.keys(needs).join(", ")})` : name;
}

/** A record that has a prototype of its own, or a key that would change one, does not hold what its writer believes. */
export function requireRecord(owner: string, needs: Needs): void {
  const prototype: unknown = Object.getPrototypeOf(needs);
  if ((prototype === Object.prototype || prototype === null) && !Object.hasOwn(needs, "__proto__")) return;
  throw new ConfigurationError(
    "invalid_option",
    `${owner} lists its needs in something other than a plain object, or under the name "__proto__".`,
  );
}

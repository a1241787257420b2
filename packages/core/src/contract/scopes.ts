import { ConfigurationError } from "./errors.js";

const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Refuses names that cannot be sent (RFC 6749 section 3.3: printable ASCII without space, quote and backslash). */
export function requireScopeNames(owner: string, scopes: readonly string[]): void {
  for (const scope of scopes) {
    if (!scopeToken.test(scope)) {
      throw new ConfigurationError(
        "invalid_option",
        `${owner} declares the scope ${JSON.stringify(scope)}: a scope is printable ASCII without spaces, quotes and backslashes.`,
      );
    }
  }
}

/**
 * The scopes that a granted value holds: its `scopes` (a list of names) or its `scope` (names joined by one space).
 *
 * Names are compared exactly. Anything of another shape, or inherited from a prototype of the language, holds none.
 */
export function grantedScopes(value: unknown): readonly string[] {
  const scopes = read(value, "scopes");
  if (Array.isArray(scopes)) return scopes.filter((scope) => typeof scope === "string");
  const scope = read(value, "scope");
  return typeof scope === "string" ? scope.split(" ") : [];
}

function read(value: unknown, key: "scope" | "scopes"): unknown {
  let holder = value;
  while (typeof holder === "object" && holder !== null && holder !== Object.prototype && holder !== Array.prototype) {
    if (Object.hasOwn(holder, key)) return Reflect.get(holder, key, value);
    holder = Object.getPrototypeOf(holder);
  }
  return undefined;
}

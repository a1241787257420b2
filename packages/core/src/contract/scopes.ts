import { ConfigurationError } from "./errors.js";

const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** The claims under which issuers keep scopes, and lists that serve as such. */
export type ScopeClaim = "scope" | "scp" | "permissions" | "roles";

/**
 * Where a granted value keeps the scopes that it holds.
 *
 * `"scope"`, the default, reads `scopes` (a list of names), else `scope` (names joined by one space). `"scp"` reads names joined by one space
 * (Microsoft Entra) or a list (Okta), `"permissions"` a list (Auth0), `"roles"` a list (Entra's application roles). A function reads anything
 * else; what it throws is a fault, and what it gives that is not a list holds none. Written behind `verify`, it knows the value's type.
 */
export type ScopesFrom<T> = ScopeClaim | ((value: T) => readonly string[]);

/** Tells which scopes a granted value holds. */
export type ScopeReader = (value: unknown) => readonly string[];

/** Whether a name can be sent (RFC 6749 section 3.3: printable ASCII without space, quote and backslash). */
export function isScopeName(name: string): boolean {
  return scopeToken.test(name);
}

/** Refuses names that cannot be sent. */
export function requireScopeNames(owner: string, scopes: readonly string[]): void {
  for (const scope of scopes) {
    if (!isScopeName(scope)) {
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
  return Array.isArray(scopes) ? listed(scopes) : joined(read(value, "scope"));
}

const readers: Readonly<Record<ScopeClaim, ScopeReader>> = {
  scope: grantedScopes,
  scp(value) {
    const held = read(value, "scp");
    return Array.isArray(held) ? listed(held) : joined(held);
  },
  permissions: (value) => listed(read(value, "permissions")),
  roles: (value) => listed(read(value, "roles")),
};

/** How the values of a scheme are read. @throws ConfigurationError on a name that is none of {@link ScopeClaim}. */
export function scopeReader(owner: string, from: ScopesFrom<never> = "scope"): ScopeReader {
  if (typeof from === "function") return (value) => listed(from(value as never));
  if (typeof from === "string" && Object.hasOwn(readers, from)) return readers[from];
  throw new ConfigurationError(
    "invalid_option",
    `${owner} has a scopesFrom that is neither a function nor one of ${Object.keys(readers).join(", ")}.`,
  );
}

function listed(held: unknown): readonly string[] {
  return Array.isArray(held) ? held.filter((name) => typeof name === "string") : [];
}

function joined(held: unknown): readonly string[] {
  return typeof held === "string" ? held.split(" ") : [];
}

function read(value: unknown, key: ScopeClaim | "scopes"): unknown {
  let holder = value;
  while (typeof holder === "object" && holder !== null && holder !== Object.prototype && holder !== Array.prototype) {
    if (Object.hasOwn(holder, key)) return Reflect.get(holder, key, value);
    holder = Object.getPrototypeOf(holder);
  }
  return undefined;
}

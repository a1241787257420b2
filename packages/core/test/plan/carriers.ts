import {
  allOf,
  anyOf,
  apiKeyHeader,
  bearer,
  map,
  narrow,
  optional,
  provider,
  Security,
  SecurityProvider,
  type ProviderValue,
} from "../../src/index.js";

export interface Claims {
  readonly sub: string;
  readonly scopes: readonly string[];
}
export type Scope = "read" | "write";
export const token = bearer({ scopes: ["read", "write"], verify: (text): Claims => ({ sub: text, scopes: ["read"] }) });
export const key = apiKeyHeader({ name: "x-key", scopes: ["read", "write"], verify: (text): Claims => ({ sub: text, scopes: ["read"] }) });
export const reader = "Authorization: Bearer alice";

export class CurrentUser extends SecurityProvider<Claims> {
  provide(@Security(token) claims: Claims): Claims {
    return claims;
  }
}
/** Over a class. */
export class Indirect extends SecurityProvider<Claims> {
  provide(@Security(CurrentUser) claims: Claims): Claims {
    return claims;
  }
}
export const user = provider({ token }, ({ token }) => token);
const isReader = (claims: Claims): claims is Claims => claims.scopes.includes("read");

type Scheme = ProviderValue<Claims, Scope>;
/** The same schemes, with verifiers that take their time. */
export const lateToken: Scheme = bearer({ scopes: ["read", "write"], verify: async (text) => ({ sub: text, scopes: ["read"] }) });
const lateKey: Scheme = apiKeyHeader({
  name: "x-key",
  scopes: ["read", "write"],
  verify: async (text) => ({ sub: text, scopes: ["read"] }),
});

/** Everything that scopes can be demanded of, over one token that holds "read". */
export const carriers = [...carriersOf("", token, key), ...carriersOf("late: ", lateToken, lateKey)];

function carriersOf(prefix: string, token: Scheme, key: Scheme): readonly (readonly [string, ProviderValue<unknown, Scope>])[] {
  const user = provider({ token }, ({ token }) => token);
  const over: readonly (readonly [string, ProviderValue<unknown, Scope>])[] = [
    ["a scheme", token],
    ["a function", user],
    ["a function over a function", provider({ user }, ({ user }) => user)],
    ["map", map(user, ({ sub }) => sub)],
    ["optional", optional(token)],
    ["optional of a function", optional(user)],
    ["narrow", narrow(token, "reader", isReader)],
    ["allOf", allOf({ token, user })],
    ["anyOf", anyOf(token, key)],
    [
      "anyOf in anyOf",
      anyOf(
        anyOf(token, key),
        map(key, (one) => one),
      ),
    ],
    ["optional anyOf", optional(anyOf(token, key))],
    ["narrow of anyOf", narrow(anyOf(token, key), "reader", isReader)],
    ["a function over anyOf", provider({ caller: anyOf(token, key) }, ({ caller }) => caller)],
    ["allOf with anyOf", allOf({ caller: anyOf(token, key) })],
  ];
  return over.map(([title, carrier]) => [`${prefix}${title}`, carrier]);
}

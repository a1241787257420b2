import { bearer, type ProviderValue } from "@ampoule/core";

/** Somebody who may read. */
export interface Claims {
  readonly sub: string;
  readonly scopes: readonly string[];
}
export const token: ProviderValue<Claims, "read" | "write"> = bearer({
  scopes: ["read", "write"],
  verify: (text): Claims | undefined => (text.startsWith("good-") ? { sub: text.slice(5), scopes: ["read"] } : undefined),
});
export const alice = "Authorization: Bearer good-alice";

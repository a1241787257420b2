import { definition, type ProviderValue } from "../../src/contract/provider.js";
import type { Scheme } from "../../src/contract/scheme.js";

/** The scheme inside a provider value. */
export function schemeOf(provider: ProviderValue<unknown, string>): Scheme {
  const made = provider[definition];
  if (made.kind !== "scheme") throw new Error(`not a scheme but ${made.kind}`);
  return made.scheme;
}

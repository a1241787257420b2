import type { Row } from "./groups.js";
import { inTurn, requestOf, type Requests } from "./load.js";
import type { Material, Mint } from "./material.js";
import { anybody } from "./user.js";

/** So many more than any contestant remembers that, used in turn, each is as good as new: ours keeps 1,000, and a few bytes of four times as many. */
const newTokens = 20_000;

/** What a row sends. */
export function requestsOf({ contestant, credential }: Row, { apiKey, password }: Material, mint: Mint): Requests {
  if (credential === "none") return inTurn([requestOf()]);
  if (credential === "API key") return inTurn([requestOf(`X-API-Key: ${apiKey}`)]);
  if (credential === "Basic") return inTurn([requestOf(`Authorization: Basic ${btoa(`${anybody.id}:${password}`)}`)]);
  // It takes no access tokens that say what they are.
  const type = contestant === "hono/jwt" ? "JWT" : "at+jwt";
  const sign = mint(type);
  const requests = Array.from({ length: credential === "new" ? newTokens : 1 }, (_, index) => bearing(sign(index)));
  return inTurn(requests as [Buffer, ...Buffer[]]);
}

export function bearing(token: string, to?: string): Buffer {
  return requestOf(`Authorization: Bearer ${token}`, to);
}

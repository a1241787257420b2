import type { ExchangeExpectation } from "../format/exchange.js";
import { readChallengeList } from "../compare/challenges.js";
import type { ExchangeSituation } from "./deviation.js";
import { detailOf } from "./instead.js";

/** What FastAPI's own tutorials say where a scope is missing. */
const missingScope = "Not enough permissions";

/** What is expected where the reference names scopes in a 401. */
export function scopeAnswerInstead({ expect }: ExchangeSituation): ExchangeExpectation | undefined {
  const challenge = expect.headers?.["www-authenticate"];
  const [named] = typeof challenge === "string" ? (readChallengeList(challenge) ?? []) : [];
  const scope = named?.parameters.get("scope");
  if (expect.status !== 401 || scope === undefined) return undefined;
  if (detailOf(expect) !== missingScope) return { ...expect, headers: { "www-authenticate": 'Bearer error="invalid_token"' } };
  return { ...expect, status: 403, headers: { "www-authenticate": `Bearer error="insufficient_scope", scope="${scope}"` } };
}

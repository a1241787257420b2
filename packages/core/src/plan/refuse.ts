import type { Challenge, ChallengeReason } from "../contract/challenge.js";
import type { Refusal } from "../contract/refusal.js";
import type { Scheme } from "../contract/scheme.js";
import type { Denial, Refused, Rejection } from "./refused.js";

/** Sent where nothing below a provider names a scheme: every 401 carries a challenge (RFC 9110 section 15.5.2). */
const fallback = "Custom";

/** Turns what stopped a walk into the answer: the only place where status, code and challenges are decided. */
export function refuse(refused: Refused, realm: string): Refusal {
  switch (refused.kind) {
    case "missing":
      return { status: 401, code: "not_authenticated", challenges: challenge(refused.schemes, { realm }) };
    case "rejection":
      return refuseRejection(refused as Rejection, realm);
    case "denial":
      return refuseDenial(refused as Denial, realm);
  }
}

/** The world is broken: try again later (RFC 9110 section 15.6.4). */
export function unavailable(retryAfter: number): Refusal {
  return { status: 503, code: "unavailable", challenges: [], retryAfter };
}

function refuseRejection({ schemes, outcome }: Rejection, realm: string): Refusal {
  return outcome.invalidRequest
    ? { status: 400, code: "invalid_request", challenges: challenge(schemes, { realm, error: "invalid_request" }) }
    : { status: 401, code: "invalid_credentials", challenges: challenge(schemes, { realm, error: "invalid_token" }) };
}

function refuseDenial({ schemes, code, scopes }: Denial, realm: string): Refusal {
  if (code !== "insufficient_scope") return { status: 403, code: "forbidden", challenges: [] };
  const reason: ChallengeReason = { realm, error: "insufficient_scope", scope: scopes.join(" ") };
  return { status: 403, code: "insufficient_scope", challenges: challenge(schemes, reason) };
}

function challenge(schemes: readonly Scheme[], reason: ChallengeReason): Challenge[] {
  if (schemes.length === 0) return [{ scheme: fallback, parameters: { realm: reason.realm } }];
  return schemes.map((scheme) => scheme.challenge({ ...reason, realm: scheme.realm ?? reason.realm }));
}

import type { Challenge, ChallengeReason } from "../contract/challenge.js";
import type { OAuthProblem } from "../contract/oauth-error.js";
import type { Rejected, RequestProblem } from "../contract/outcome.js";
import type { Refusal } from "../contract/refusal.js";
import type { Scheme } from "../contract/scheme.js";
import type { Denial, Refused, Rejection, WrongMethod } from "./refused.js";

/** On what terms a refusal is made. */
export interface Terms {
  /** The protection space of the application. */
  readonly realm: string;
  /** Hears of what an application's own hook threw. */
  readonly fault: (fault: unknown) => void;
}

/** Sent where nothing below a provider names a scheme: every 401 carries a challenge (RFC 9110 section 15.5.2). */
const fallback = "Custom";
/** How a client of OAuth 2 authenticates where nothing else is said (RFC 6749 section 2.3.1). */
const clientScheme = "Basic";

type Reason = Omit<ChallengeReason, "realm">;

/** Turns what stopped a walk into the answer: the only place where status, code and challenges are decided. */
export function refuse(refused: Refused, terms: Terms): Refusal {
  switch (refused.kind) {
    case "missing":
      return { status: 401, code: "not_authenticated", challenges: challenge(refused.schemes, {}, terms) };
    case "rejection":
      return refuseRejection(refused as Rejection, terms);
    case "denial":
      return refuseDenial(refused as Denial, terms);
    case "method":
      return { status: 405, code: "method_not_allowed", challenges: [], allow: (refused as WrongMethod).allow };
  }
}

/** The world is broken: try again later (RFC 9110 section 15.6.4). */
export function unavailable(retryAfter: number): Refusal {
  return { status: 503, code: "unavailable", challenges: [], retryAfter };
}

function refuseRejection(rejection: Rejection, terms: Terms): Refusal {
  const { schemes, outcome } = rejection;
  if (outcome.crossSite) return { status: 403, code: "cross_site", challenges: [] };
  if (outcome.retryAfter !== undefined) return tooMany(outcome, outcome.retryAfter);
  if (outcome.oauth !== undefined) return refuseOAuth(rejection, outcome.oauth, terms);
  if (outcome.problem !== undefined) return refuseRequest(outcome.problem);
  return outcome.invalidRequest
    ? { status: 400, code: "invalid_request", challenges: challenge(schemes, { error: "invalid_request" }, terms) }
    : { status: 401, code: "invalid_credentials", challenges: challenge(schemes, { error: "invalid_token" }, terms) };
}

const requestCodes = {
  400: "invalid_request",
  413: "content_too_large",
  415: "unsupported_media_type",
  422: "unprocessable_content",
} as const;

/** No credential would help, hence no challenge. */
function refuseRequest({ status, detail }: RequestProblem): Refusal {
  return { status, code: requestCodes[status], challenges: [], detail };
}

/** RFC 6585 section 4. */
function tooMany({ oauth }: Rejected, retryAfter: number): Refusal {
  return { status: 429, code: "too_many_requests", challenges: [], retryAfter, ...(oauth !== undefined && { oauth }) };
}

/** RFC 6749 section 5.2: only a client that is not who it says is answered 401, with the challenge of how it would say so. */
function refuseOAuth({ schemes, outcome }: Rejection, oauth: OAuthProblem, terms: Terms): Refusal {
  const code = outcome.invalidRequest ? "invalid_request" : "invalid_credentials";
  if (oauth.error !== "invalid_client") return { status: 400, code, challenges: [], oauth };
  const challenges = schemes.length === 0 ? [alone(clientScheme, terms)] : challenge(schemes, { error: "invalid_token" }, terms);
  return { status: 401, code, challenges, oauth };
}

function refuseDenial({ schemes, scopes, said }: Denial, terms: Terms): Refusal {
  if (said.conceals === true) return { status: 404, code: "not_found", challenges: [] };
  if (scopes.length === 0) return { status: 403, code: "forbidden", challenges: [] };
  const reason: Reason = { error: "insufficient_scope", scope: scopes.join(" ") };
  return { status: 403, code: "insufficient_scope", challenges: challenge(schemes, reason, terms) };
}

function challenge(schemes: readonly Scheme[], reason: Reason, terms: Terms): Challenge[] {
  if (schemes.length === 0) return [alone(fallback, terms)];
  const challenges = new Map(schemes.map((scheme) => challengeOf(scheme, reason, terms)).map((one) => [JSON.stringify(one), one]));
  return [...challenges.values()];
}

const alone = (scheme: string, { realm }: Pick<Terms, "realm">): Challenge => ({ scheme, parameters: { realm } });

/** What the application's hook makes of a challenge; the scheme's own where the hook fails, made anew since the hook had the first one. */
function challengeOf(scheme: Scheme, why: Reason, terms: Terms): Challenge {
  const reason = Object.freeze({ ...why, realm: scheme.realm ?? terms.realm });
  const own = ownChallenge(scheme, reason, terms);
  const hook = scheme.hooks.challenge;
  if (hook === undefined) return own;
  try {
    return hook(reason, own);
  } catch (thrown) {
    terms.fault(thrown);
    return ownChallenge(scheme, reason, terms);
  }
}

/** A scheme of the application's own may fail as its hook may: the decision is taken, and its 401 still carries a challenge. */
function ownChallenge(scheme: Scheme, reason: ChallengeReason, { fault }: Terms): Challenge {
  try {
    return scheme.challenge(reason);
  } catch (thrown) {
    fault(thrown);
    return alone(fallback, reason);
  }
}

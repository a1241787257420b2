import { rejected, type Rejected } from "../contract/outcome.js";
import type { AccessToken } from "./access-token.js";
import { isOtherKind, mediaType } from "./claims/kind.js";
import { registeredClaims, registeredFault, type RegisteredClaims } from "./claims/registered.js";
import { timeFault, type Times } from "./claims/times.js";
import type { Settings } from "./settings.js";
import type { TokenHeader } from "./text/header.js";
import type { JsonObject } from "../http/strict-json.js";

/** Why a token is refused before anything is computed: it names an algorithm or a type that is not taken. */
export function headerFault({ alg, typ }: TokenHeader, { algorithms, type, isAccessToken }: Settings): string | undefined {
  if (!algorithms.some((name) => name === alg)) return "unsupported_algorithm";
  if (typ !== undefined && mediaType(typ) === type) return undefined;
  return isAccessToken !== undefined && isUntyped(typ) ? undefined : "wrong_type";
}

function isUntyped(typ: string | undefined): boolean {
  return typ === undefined || mediaType(typ) === "jwt";
}

/** Why a token whose signature is good is refused for what it says. The order is that of the reasons that an operator wants to see first. */
function claimsFault(told: RegisteredClaims, claims: JsonObject, typ: string | undefined, settings: Settings): string | undefined {
  const { iss, aud, exp, iat } = told;
  if (iss !== settings.issuer) return "wrong_issuer";
  if (!settings.isForUs(aud, claims)) return aud.length === 0 ? "missing_aud" : "wrong_audience";
  if (isOtherKind(claims) || (isUntyped(typ) && !isToldApart(claims, settings))) return "wrong_kind";
  if (exp - (iat ?? Number.NEGATIVE_INFINITY) > settings.maxLifetime) return "too_long_lived";
  return settings.claims.length === 0 || settings.claims.every(([name, values]) => values.some((value) => value === claims[name]))
    ? undefined
    : "wrong_claim";
}

function isToldApart(claims: JsonObject, { isAccessToken }: Settings): boolean {
  return !("nonce" in claims) && isAccessToken?.(claims) === true;
}

/** Why a token does not hold now. Asked on every request. */
export function momentFault(times: Times, { clock, leeway }: Settings): string | undefined {
  return timeFault(times, clock() / 1_000, leeway);
}

/** What a handler is given of claims, or why the token that they are of is refused: for what it says, or for the time. */
export function judge(claims: JsonObject, { typ }: TokenHeader, settings: Settings): AccessToken | Rejected {
  const fault = registeredFault(claims);
  if (fault !== undefined) return rejected(fault, subjectOf(claims));
  const told = registeredClaims(claims);
  const wrong = claimsFault(told, claims, typ, settings) ?? momentFault(told, settings);
  return wrong === undefined ? accessToken(told, claims, settings) : rejected(wrong, { subject: told.sub });
}

function accessToken(told: RegisteredClaims, claims: JsonObject, { scopesOf }: Settings): AccessToken {
  const { iss, sub, aud, exp, iat, jti, client_id: client, azp } = told;
  return Object.freeze({ iss, sub, aud, exp, iat, jti, clientId: client ?? azp, scopes: each(scopesOf(claims)), claims });
}

/** Every name once. What is empty is none: two spaces stand for no scope. */
function each(scopes: readonly string[]): readonly string[] {
  const names = new Set(scopes);
  names.delete("");
  return Object.freeze([...names]);
}

function subjectOf({ sub }: JsonObject): { subject?: string } {
  return typeof sub === "string" ? { subject: sub } : {};
}

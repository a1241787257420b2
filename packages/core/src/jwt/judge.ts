import type { AccessToken } from "./access-token.js";
import { isOtherKind, mediaType } from "./claims/kind.js";
import { registeredClaims, registeredFault } from "./claims/registered.js";
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
export function claimsFault(claims: JsonObject, { typ }: TokenHeader, settings: Settings): string | undefined {
  const fault = registeredFault(claims);
  if (fault !== undefined) return fault;
  const { iss, aud, exp, iat } = registeredClaims(claims);
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

/** What a handler is given of claims that nothing is wrong with. */
export function accessToken(claims: JsonObject, { scopesOf }: Settings): AccessToken {
  const { iss, sub, aud, exp, iat, jti, client_id: client, azp } = registeredClaims(claims);
  const scopes = Object.freeze([...new Set(scopesOf(claims))].filter((scope) => scope !== ""));
  return Object.freeze({ iss, sub, aud, exp, iat, jti, clientId: client ?? azp, scopes, claims });
}

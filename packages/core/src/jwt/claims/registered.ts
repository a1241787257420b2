import type { JsonObject } from "../../http/strict-json.js";

/** The registered claims (RFC 7519 section 4.1, RFC 9068 section 2.2), of the types that they must have. */
export interface RegisteredClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  readonly exp: number;
  readonly iat: number | undefined;
  readonly nbf: number | undefined;
  readonly jti: string | undefined;
  readonly client_id: string | undefined;
  readonly azp: string | undefined;
}

/** The same, as they are written: one audience need not be a list. */
type Unlisted = Omit<RegisteredClaims, "aud"> & { readonly aud?: string | readonly string[] };

/** The end of the year 9999. What is later counts milliseconds, and would never end. */
const lastSecond = 253_402_300_799;

/** Why the registered claims cannot be used: one that is needed is missing, or one has a wrong type. Audiences are looked at elsewhere. */
export function registeredFault(claims: JsonObject): string | undefined {
  const { iss, sub, exp } = claims;
  if (iss === undefined) return "missing_iss";
  if (sub === undefined) return "missing_sub";
  return exp === undefined ? "missing_exp" : malformedClaim(claims);
}

/** One after the other, since a loop over their names takes longer than the rest of a token's claims. */
function malformedClaim({ iss, sub, aud, exp, iat, nbf, jti, client_id, azp }: JsonObject): string | undefined {
  if (!isText(iss)) return "malformed_iss";
  if (!isText(sub)) return "malformed_sub";
  if (aud !== undefined && !isAudience(aud)) return "malformed_aud";
  if (!isDate(exp)) return "malformed_exp";
  if (iat !== undefined && !isDate(iat)) return "malformed_iat";
  if (nbf !== undefined && !isDate(nbf)) return "malformed_nbf";
  if (jti !== undefined && !isText(jti)) return "malformed_jti";
  if (client_id !== undefined && !isText(client_id)) return "malformed_client_id";
  return azp !== undefined && !isText(azp) ? "malformed_azp" : undefined;
}

/** The registered claims of what {@link registeredFault} found nothing wrong with. */
export function registeredClaims(claims: JsonObject): RegisteredClaims {
  const { iss, sub, aud = [], exp, iat, nbf, jti, client_id, azp } = claims as JsonObject & Unlisted;
  return { iss, sub, aud: typeof aud === "string" ? Object.freeze([aud]) : aud, exp, iat, nbf, jti, client_id, azp };
}

function isAudience(value: unknown): boolean {
  return isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText));
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/** Whether `value` is a NumericDate (RFC 7519 section 2) after 1970. */
function isDate(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value <= lastSecond;
}

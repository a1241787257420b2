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

const shapes: Readonly<Record<keyof RegisteredClaims, (value: unknown) => boolean>> = {
  iss: isText,
  sub: isText,
  aud: (value) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText)),
  exp: isDate,
  iat: isDate,
  nbf: isDate,
  jti: isText,
  client_id: isText,
  azp: isText,
};
const names = Object.keys(shapes) as readonly (keyof RegisteredClaims)[];
const needed = ["iss", "sub", "exp"] as const;

/** Why the registered claims cannot be used: one that is needed is missing, or one has a wrong type. Audiences are looked at elsewhere. */
export function registeredFault(claims: JsonObject): string | undefined {
  const missing = needed.find((name) => claims[name] === undefined);
  if (missing !== undefined) return `missing_${missing}`;
  const malformed = names.find((name) => claims[name] !== undefined && !shapes[name](claims[name]));
  return malformed && `malformed_${malformed}`;
}

/** The registered claims of what {@link registeredFault} found nothing wrong with. */
export function registeredClaims(claims: JsonObject): RegisteredClaims {
  const { iss, sub, aud = [], exp, iat, nbf, jti, client_id, azp } = claims as JsonObject & Unlisted;
  return { iss, sub, aud: typeof aud === "string" ? Object.freeze([aud]) : aud, exp, iat, nbf, jti, client_id, azp };
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/** Whether `value` is a NumericDate (RFC 7519 section 2) after 1970. */
function isDate(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value <= lastSecond;
}

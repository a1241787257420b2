import { isOtherKind } from "../../jwt/claims/kind.js";
import { rejected, type Rejected } from "../../contract/outcome.js";
import { timeFault, type Leeway } from "../../jwt/claims/times.js";
import type { JsonObject } from "../../http/strict-json.js";

/** What an introspected token stands for. */
export interface IntrospectedToken {
  /** Whose it is. A client's own token may have none: don't take `clientId` for a user's id. */
  readonly sub: string | undefined;
  /** Who was given it. */
  readonly clientId: string | undefined;
  /** A name for people, as the issuer has it. Not an identifier. */
  readonly username: string | undefined;
  readonly scopes: readonly string[];
  /** Seconds since 1970, where the issuer says when it ends. */
  readonly exp: number | undefined;
  /** Everything that the issuer said of it, unchecked but for what is above, `aud`, `iss`, `nbf` and `iat`. */
  readonly claims: JsonObject;
}

/** What a token must be. */
export interface Expectations {
  readonly audience: readonly string[];
  readonly allowsMissingAudience: boolean;
  /** `undefined`: not known, hence not compared. */
  readonly issuer: string | undefined;
  readonly leeway: Leeway;
}

/** What is said in RFC 7662 to be text, and what to be a time. */
const texts = ["sub", "client_id", "username", "scope", "iss", "token_type", "jti"];
const times = ["exp", "nbf", "iat"];

/**
 * Decides over an issuer's answer, and takes its word for nothing that can be checked here. `now` is in milliseconds.
 */
export function judge(answer: JsonObject, expected: Expectations, now: number): IntrospectedToken | Rejected {
  const code = refusalOf(answer, expected, now / 1000);
  const { sub, client_id, username, scope, exp } = answer as Partial<Record<string, string> & { exp: number }>;
  if (code !== undefined) return rejected(code, typeof sub === "string" ? { subject: sub } : {});
  const scopes = scope === undefined ? [] : scope.split(" ").filter((name) => name !== "");
  return { sub, clientId: client_id, username, scopes, exp, claims: answer };
}

function refusalOf(answer: JsonObject, expected: Expectations, seconds: number): string | undefined {
  if (answer["active"] !== true) return "inactive_token";
  if (isMistyped(answer)) return "malformed_introspection";
  return lateness(answer, expected.leeway, seconds) ?? foreign(answer, expected) ?? misused(answer);
}

function isMistyped(answer: JsonObject): boolean {
  const isText = (name: string) => answer[name] === undefined || typeof answer[name] === "string";
  const isTime = (name: string) => answer[name] === undefined || (Number.isFinite(answer[name]) && Number(answer[name]) >= 0);
  return !texts.every(isText) || !times.every(isTime) || answer["sub"] === "" || audienceOf(answer) === undefined;
}

function lateness(answer: JsonObject, leeway: Leeway, seconds: number): string | undefined {
  const { exp = Infinity, nbf, iat } = answer as Partial<Record<string, number>>;
  return timeFault({ exp, nbf, iat }, seconds, leeway);
}

function foreign(answer: JsonObject, { audience, allowsMissingAudience, issuer }: Expectations): string | undefined {
  if (issuer !== undefined && answer["iss"] !== undefined && answer["iss"] !== issuer) return "wrong_issuer";
  const named = audienceOf(answer) ?? [];
  if (named.length === 0 && allowsMissingAudience) return undefined;
  return named.some((name) => audience.includes(name)) ? undefined : "wrong_audience";
}

/** A refresh token is alive as well, and a bound one is good only with its proof, which nobody looks at here. */
function misused(answer: JsonObject): string | undefined {
  const { token_type: type, cnf, sub, client_id } = answer;
  if (cnf !== undefined || (typeof type === "string" && type.toLowerCase() !== "bearer")) return "not_a_bearer_token";
  if (isOtherKind(answer)) return "not_an_access_token";
  return sub === undefined && client_id === undefined ? "nobody" : undefined;
}

/** `undefined` where it is neither a text nor a list of texts. */
function audienceOf({ aud }: JsonObject): readonly string[] | undefined {
  if (aud === undefined) return [];
  const named: unknown[] = Array.isArray(aud) ? aud : [aud];
  return named.every((name) => typeof name === "string") ? named : undefined;
}

import { ConfigurationError } from "../contract/errors.js";
import { scopeReader, type ScopeReader } from "../contract/scopes.js";
import type { TokenClaims } from "./access-token.js";
import { isAlgorithm, type Algorithm } from "./algorithm.js";
import { mediaType } from "./claims/kind.js";
import type { Leeway } from "./claims/times.js";
import { keyRing, requireOneKind } from "./keys/key-ring.js";
import type { LocalKeys } from "./keys/local-key.js";
import type { KeySource } from "./key-source.js";
import { allowAnyAudience, allowUntyped, type Clock, type JwtOptions } from "./options.js";

type Tell = (claims: TokenClaims) => boolean;

/** Options with their defaults filled in, checked. */
export interface Settings {
  readonly issuer: string;
  readonly isForUs: (audiences: readonly string[], claims: TokenClaims) => boolean;
  readonly source: KeySource;
  readonly algorithms: readonly Algorithm[];
  readonly type: string;
  /** Set where tokens need not say that they are access tokens. */
  readonly isAccessToken: Tell | undefined;
  readonly claims: readonly (readonly [name: string, values: readonly string[]])[];
  readonly leeway: Leeway;
  readonly maxLifetime: number;
  readonly clock: Clock;
  readonly scopesOf: ScopeReader;
  readonly cacheSize: number;
}

export function settingsOf(options: JwtOptions<string>): Settings {
  const { issuer, claims = {}, type = "at+jwt", clock = Date.now, scopesFrom, [allowUntyped]: isAccessToken } = options;
  requireText("an issuer", issuer);
  requireText("a type", type);
  if (mediaType(type) === "jwt") throw invalid("the type JWT says nothing of what a token is for: say how to tell, as [allowUntyped].");
  requireFunction("clock", clock);
  if (isAccessToken !== undefined) requireFunction("[allowUntyped]", isAccessToken);
  return {
    issuer,
    isAccessToken,
    clock,
    ...keysOf(options),
    leeway: leewayOf(options),
    cacheSize: cacheSizeOf(options),
    type: mediaType(type),
    isForUs: audienceOf(options),
    claims: Object.entries(claims).map(([name, values]) => [name, texts(`values for the claim ${name}`, values)] as const),
    maxLifetime: numberOf("maxLifetime", options.maxLifetime ?? Number.POSITIVE_INFINITY, [1, Number.POSITIVE_INFINITY]),
    scopesOf: scopeReader("jwt()", scopesFrom),
  };
}

function audienceOf(options: JwtOptions<string>): Settings["isForUs"] {
  const { audience, [allowAnyAudience]: tell } = options;
  if (tell !== undefined && audience === undefined) {
    requireFunction("[allowAnyAudience]", tell);
    return (_, claims) => tell(claims) === true;
  }
  const ours = texts("an audience", audience);
  return (audiences) => ours.some((name) => audiences.includes(name));
}

function keysOf({ keys, algorithms }: JwtOptions<string>): Pick<Settings, "source" | "algorithms"> {
  if (typeof keys !== "object" || keys === null) throw invalid("it needs keys: a list, keyRing(…) or jwks(url).");
  if (!isList(keys)) return { source: requireSource(keys), algorithms: allowed(algorithms ?? []) };
  const ring = keyRing(keys);
  return { source: ring, algorithms: allowed(algorithms ?? ring.algorithms) };
}

/** A list has a `find` of its own. */
function isList(keys: KeySource | LocalKeys): keys is LocalKeys {
  return Array.isArray(keys);
}

function requireSource(source: KeySource): KeySource {
  if (typeof source.find === "function") return source;
  throw invalid("its keys.find is a function.");
}

function allowed(algorithms: readonly Algorithm[]): readonly Algorithm[] {
  if (!Array.isArray(algorithms) || algorithms.length === 0 || !algorithms.every(isAlgorithm)) {
    throw invalid('it needs the algorithms that a token may name, such as ["RS256"]; there is no "none".');
  }
  requireOneKind(algorithms);
  return Object.freeze([...algorithms]);
}

function leewayOf({ leeway }: JwtOptions<string>): Leeway {
  if (leeway === undefined) return { after: 0, ahead: 5 };
  const seconds = numberOf("leeway", leeway, [0, 60]);
  return { after: seconds, ahead: seconds };
}

function cacheSizeOf({ cache = { size: 1_000 } }: JwtOptions<string>): number {
  if (cache === false) return 0;
  if (Number.isInteger(cache.size) && cache.size >= 1 && cache.size <= 100_000) return cache.size;
  throw invalid("its cache size is a whole number from 1 to 100000.");
}

function numberOf(name: string, value: number, [least, most]: readonly [number, number]): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw invalid(`its ${name} is a number from ${least} to ${most}.`);
}

function texts(name: string, told: unknown): readonly string[] {
  const values: unknown[] = Array.isArray(told) ? told : [told];
  if (values.length === 0) requireText(name, undefined);
  return values.map((value) => requireText(name, value));
}

function requireText(name: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw invalid(`it needs ${name}: text that is not empty.`);
}

function requireFunction(name: string, value: unknown): void {
  if (typeof value !== "function") throw invalid(`its ${name} is a function.`);
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `jwt() cannot be made: ${message}`);
}

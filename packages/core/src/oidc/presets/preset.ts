import { ConfigurationError } from "../../contract/errors.js";
import { rejected, type Rejected } from "../../contract/outcome.js";
import type { AccessToken } from "../../jwt/access-token.js";
import type { PublicAlgorithm } from "../../jwt/algorithm.js";
import type { TokenOptions } from "../../jwt/options.js";
import { issuerVerifier, type See } from "../issuer-verifier.js";
import type { OidcOptions, SigningOptions } from "../options.js";
import type { RemoteOptions } from "../remote/remote-options.js";
import { shownAddress } from "../remote/shown-address.js";
import type { OidcVerifier } from "../verifier.js";

type Shared = "scopes" | "leeway" | "maxLifetime" | "clock" | "cache" | "revoked";

/** What every preset can be told. */
export interface PresetOptions<S extends string> extends Pick<TokenOptions<S>, Shared>, RemoteOptions, SigningOptions {}

/** What a preset for access tokens can be told. */
export interface ApiPresetOptions<S extends string> extends PresetOptions<S> {
  /** The name of this API, or its names, as the provider knows it: a token must be for one of them. */
  readonly audience: string | readonly string[];
}

/** The default of `algorithms`: what all these providers sign with, unless they are told otherwise. */
const usual: readonly PublicAlgorithm[] = ["RS256"];

/** The verifier of a provider's issuer. */
export function presetVerifier<T extends AccessToken, S extends string>(options: OidcOptions<S>, see: See<T>): OidcVerifier<T, S> {
  return issuerVerifier({ ...options, algorithms: options.algorithms ?? usual }, see);
}

/**
 * The origin that a provider's domain stands for. For tests it may be written as a URL.
 *
 * @throws ConfigurationError on what is no domain.
 */
export function originOf(preset: string, domain: string): string {
  const url = typeof domain === "string" ? URL.parse(domain.includes("://") ? domain : `https://${domain}`) : null;
  if (url !== null && url.host !== "" && url.href === `${url.origin}/`) return url.origin;
  throw new ConfigurationError("invalid_option", `${preset}() needs a domain, such as "login.example.com", not ${shownAddress(domain)}.`);
}

/** Refuses what would be taken for a part of an address that it is not. @throws ConfigurationError */
export function requireName(preset: string, name: string, value: string): string {
  if (typeof value === "string" && /^[\w-]+(?:\.[\w-]+)*$/.test(value)) return value;
  throw new ConfigurationError(
    "invalid_option",
    `${preset}() needs a ${name} of letters, digits, "-", "_" and ".", not ${JSON.stringify(value)}.`,
  );
}

/** The text of a claim, where it is one. */
export function textOf({ claims }: Pick<AccessToken, "claims">, name: string): string | undefined {
  const value = claims[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The texts in a list. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** A member of an object out of JSON. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/** Rejects a token for what a preset found. */
export function refused(code: string, { sub }: AccessToken): Rejected {
  return rejected(code, { subject: sub });
}

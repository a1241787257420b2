import type { PublicAlgorithm } from "../jwt/algorithm.js";
import type { JwksOptions } from "../jwt/jwks/options.js";
import type { AudienceOptions, TokenOptions } from "../jwt/options.js";
import type { DiscoveryOptions } from "./discovery/options.js";

/** For how long an issuer's keys are used. */
export type KeyTimes = Pick<JwksOptions, "cooldown" | "maxAge" | "staleLimit">;

/** How an issuer signs. */
export interface SigningOptions {
  /**
   * The algorithms that a token may name, where the issuer's metadata (`id_token_signing_alg_values_supported`) names them as well. A key that says none is for the
   * first of these that fits it. Default: RS256, PS256, ES256 and EdDSA; of the presets, RS256.
   */
  readonly algorithms?: readonly PublicAlgorithm[];
  /** For how long its keys are used; see `jwks()`. Default: those of `jwks()`. */
  readonly keyTimes?: KeyTimes;
}

/** What {@link oidc} needs to know. */
export type OidcOptions<S extends string = never> = TokenOptions<S> & AudienceOptions & DiscoveryOptions & SigningOptions;

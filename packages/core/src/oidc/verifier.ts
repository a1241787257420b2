import type { Rejected } from "../contract/outcome.js";
import type { TokenVerifier } from "../schemes/bearer.js";

/**
 * Verifies the tokens of an issuer, or of several. For `bearer(…)`, which documents a bearer token, and for `openIdConnect(…)`, which documents where the issuer
 * describes itself.
 */
export interface OidcVerifier<T, S extends string = never> extends Omit<TokenVerifier<T | Rejected, S>, "scopesFrom"> {
  /** Where the issuer's metadata is, for documentation; of several issuers, the first one's. */
  readonly openIdConnectUrl: string;
  /** Whose tokens are accepted. */
  readonly issuers: readonly string[];
  /**
   * Asks the issuer now, so that a wrong configuration does not start: it must be who it is configured to be, and have a key for one of the `algorithms`. Without it,
   * the first request asks, and is answered 503 as long as the issuer is wrong.
   *
   * @throws ConfigurationError where waiting would not help, UnavailableError where it would.
   */
  ready(): Promise<void>;
}

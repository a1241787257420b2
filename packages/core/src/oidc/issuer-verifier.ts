import { ConfigurationError } from "../contract/errors.js";
import { isOutcome, type Rejected } from "../contract/outcome.js";
import type { Awaitable } from "../contract/provider.js";
import type { AccessToken } from "../jwt/access-token.js";
import { isHmac, type Algorithm, type PublicAlgorithm } from "../jwt/algorithm.js";
import { allowInsecureHttp, jwksRules } from "../jwt/jwks/options.js";
import { jwks } from "../jwt/jwks/jwks.js";
import { jwt } from "../jwt/jwt.js";
import { DiscoveredKeys } from "./discovered-keys.js";
import { Discovery } from "./discovery/discovery.js";
import { discoverySettings } from "./discovery/options.js";
import type { OidcOptions } from "./options.js";
import type { OidcVerifier } from "./verifier.js";

/** Looks at a token that is good for any issuer, and says what it is of this one. */
export type See<T> = (token: AccessToken) => T | Rejected;

const usual: readonly PublicAlgorithm[] = ["RS256", "PS256", "ES256", "EdDSA"];

/** The verifier of one issuer, whose keys are found by discovery. */
export function issuerVerifier<T extends AccessToken, S extends string>(options: OidcOptions<S>, see: See<T>): OidcVerifier<T, S> {
  const { algorithms = usual, issuer, scopes = [] } = options;
  requirePublic(algorithms);
  const discovery = new Discovery(discoverySettings("oidc", options));
  const told = { ...asked(options), algorithms };
  // Otherwise only the first request would find out: the address is not known yet.
  jwksRules("An issuer's verifier", told);
  const keys = new DiscoveredKeys(discovery, (uri) => jwks(uri, told));
  const verifier = jwt<S>({ ...options, keys, algorithms });
  return Object.freeze<OidcVerifier<T, S>>({
    scopes,
    issuers: [issuer],
    openIdConnectUrl: discovery.openIdConnectUrl,
    verify: (token, context) => seen(verifier.verify(token, context), see),
    ready: () => keys.ready(algorithms),
  });
}

/** How the keys are asked for. What was not said is left out, so that those who say nothing share them. */
function asked({
  keyTimes,
  timeout,
  fetch,
  clock,
  [allowInsecureHttp]: insecure,
}: OidcOptions<string>): Parameters<typeof jwks>[1] & object {
  return {
    ...keyTimes,
    ...(timeout !== undefined && { timeout }),
    ...(fetch !== undefined && { fetch }),
    ...(clock !== undefined && { clock }),
    ...(insecure === true && { [allowInsecureHttp]: true }),
  };
}

function seen<T>(verdict: Awaitable<AccessToken | Rejected>, see: See<T>): Awaitable<T | Rejected> {
  const look = (token: AccessToken | Rejected) => (isOutcome(token) ? (token as Rejected) : see(token));
  return "then" in verdict ? verdict.then(look) : look(verdict);
}

/** @throws ConfigurationError on a secret's algorithm: an issuer's keys are public, and whoever knows a secret can sign. */
function requirePublic(algorithms: readonly Algorithm[]): void {
  if (!Array.isArray(algorithms) || !algorithms.some(isHmac)) return;
  throw new ConfigurationError(
    "invalid_option",
    "The algorithms of an issuer are those of public keys: a secret (HS…) is never discovered.",
  );
}

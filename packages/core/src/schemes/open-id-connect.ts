import type { ProviderValue, Yielded } from "../contract/provider.js";
import { bearerScheme, type TokenVerifier } from "./bearer.js";
import type { SchemeOptions } from "./make-scheme.js";

/** What {@link openIdConnect} needs to know. */
export interface OpenIdConnectOptions<R, S extends string> extends SchemeOptions, TokenVerifier<R, S> {
  /** The discovery document, as documentation sees it: `https://issuer/.well-known/openid-configuration`. */
  readonly openIdConnectUrl: string;
}

/**
 * A bearer token of an OpenID Connect issuer, documented by the issuer's discovery document.
 *
 * On the wire it is {@link bearer}. **It fetches nothing and verifies nothing**: `openIdConnectUrl` is written into the documentation and never asked,
 * neither for keys nor for anything else. `verify` decides, and must check signature, issuer, audience and expiry.
 *
 * @throws ConfigurationError on a realm or scope that cannot be sent.
 * @example
 * ```ts
 * const accessToken = openIdConnect({
 *   openIdConnectUrl: "https://login.example/.well-known/openid-configuration",
 *   scopes: ["profile"],
 *   verify: (token, { resolve }) => resolve(Tokens).find(token),
 * });
 * ```
 */
export function openIdConnect<R, const S extends string = never>(
  options: OpenIdConnectOptions<R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const { openIdConnectUrl, scopes, scopesFrom } = options;
  return bearerScheme("OpenIdConnect", options, {
    openapi: { type: "openIdConnect", openIdConnectUrl },
    scopes,
    scopesFrom,
    verify: (token, context) => options.verify(token, context),
  });
}

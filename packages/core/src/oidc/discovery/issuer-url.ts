import { ConfigurationError } from "../../contract/errors.js";
import { shownAddress } from "../remote/shown-address.js";

/**
 * The address of an issuer: https, without query and fragment (RFC 8414 section 2).
 *
 * @throws ConfigurationError on anything else; http is for development only.
 */
export function issuerUrl(issuer: string, allowsHttp: boolean): URL {
  const url = URL.parse(issuer);
  if (url === null) throw wrong(issuer, "is not a URL: write it as the provider's documentation does, with https://");
  if (url.search !== "" || url.hash !== "" || hasUserinfo(url)) {
    throw wrong(issuer, "has a query, a fragment or credentials, which an issuer must not have");
  }
  if (!isAllowedScheme(url, allowsHttp)) throw wrong(issuer, "is not https: whoever is on the way could put keys of their own in");
  return url;
}

/** Whether an address has a user or a password in it, which messages, logs and proxies would show. */
export function hasUserinfo({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}

/** Whether something may be asked for at this address. */
export function isAllowedScheme({ protocol }: URL, allowsHttp: boolean): boolean {
  return protocol === "https:" || (allowsHttp && protocol === "http:");
}

/** Where an issuer's metadata is: as OpenID Connect Discovery 1.0 section 4 has it, and as RFC 8414 section 3. They differ where the issuer has a path. */
export function wellKnownUrls({ origin, pathname }: URL): readonly [openId: string, oauth: string] {
  const path = pathname.replace(/\/$/, "");
  return [`${origin}${path}/.well-known/openid-configuration`, `${origin}/.well-known/oauth-authorization-server${path}`];
}

function wrong(issuer: string, why: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `The issuer ${shownAddress(issuer)} ${why}.`);
}

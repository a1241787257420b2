import { ConfigurationError } from "../contract/errors.js";
import { rejected } from "../contract/outcome.js";
import { decodeBase64Url } from "../jwt/text/base64url.js";
import { hasCompactForm } from "../jwt/text/compact.js";
import { parseObject } from "../http/strict-json.js";
import type { OidcVerifier } from "./verifier.js";

type Granted<V> = V extends OidcVerifier<infer T, string> ? T : never;
type ScopesOf<V> = V extends OidcVerifier<unknown, infer S> ? S : never;

/**
 * Accepts tokens of several issuers: each token is verified by the one that it names, with that one's keys and rules and no others.
 *
 * A token that names none of them is rejected before anything is fetched. Identifiers are unique within an issuer only: tell users apart by `iss` and `sub`.
 *
 * @throws ConfigurationError where two verifiers are for the same issuer, or there is none.
 * @example
 * ```ts
 * const accessToken = bearer(
 *   anyIssuer(
 *     oidc({ issuer: "https://login.example", audience }),
 *     auth0({ domain: "example.eu.auth0.com", audience }),
 *   ),
 * );
 * ```
 */
export function anyIssuer<const V extends readonly OidcVerifier<unknown, string>[]>(
  ...verifiers: V
): OidcVerifier<Granted<V[number]>, ScopesOf<V[number]>> {
  const [first] = verifiers;
  if (first === undefined) throw new ConfigurationError("invalid_option", "anyIssuer() was given no verifier.");
  const byIssuer = indexed(verifiers);
  const scopes = [...new Set(verifiers.flatMap((verifier) => verifier.scopes ?? []))];
  return {
    scopes: scopes as ScopesOf<V[number]>[],
    openIdConnectUrl: first.openIdConnectUrl,
    issuers: verifiers.flatMap(({ issuers }) => issuers),
    verify(token, context) {
      const verifier = byIssuer.get(claimedIssuer(token));
      if (verifier === undefined) return rejected("untrusted_issuer");
      return verifier.verify(token, context) as ReturnType<OidcVerifier<Granted<V[number]>>["verify"]>;
    },
    ready: () => Promise.all(verifiers.map((verifier) => verifier.ready())).then(() => undefined),
  };
}

function indexed(verifiers: readonly OidcVerifier<unknown, string>[]): Map<unknown, OidcVerifier<unknown, string>> {
  const byIssuer = new Map<unknown, OidcVerifier<unknown, string>>();
  for (const verifier of verifiers) {
    for (const issuer of verifier.issuers) {
      if (byIssuer.has(issuer)) throw new ConfigurationError("invalid_option", `Two verifiers given to anyIssuer() are for ${issuer}.`);
      byIssuer.set(issuer, verifier);
    }
  }
  return byIssuer;
}

/** Whom a token claims to be from. It only chooses who verifies: that one compares it again, once it is known to be true. */
function claimedIssuer(token: string): unknown {
  if (!hasCompactForm(token)) return undefined;
  const payload = decodeBase64Url(token.split(".")[1] ?? "");
  return payload === undefined ? undefined : parseObject(payload)?.["iss"];
}

import type { Rejected } from "../../contract/outcome.js";
import type { AccessToken } from "../../jwt/access-token.js";
import { allowUntyped } from "../../jwt/options.js";
import type { OidcVerifier } from "../verifier.js";
import { presetVerifier, refused, textOf, type PresetOptions } from "./preset.js";

/** What {@link google} needs to know. */
export interface GoogleOptions extends Omit<PresetOptions<never>, "scopes"> {
  /** The client id of the application that people sign in to, or the ids. Not one of somebody else's application. */
  readonly clientId: string | readonly string[];
  /** The Google Workspace domain whose people may come. Default: everybody who has a Google account. */
  readonly hostedDomain?: string;
}

/** Who signed in with Google. */
export interface GoogleUser extends AccessToken {
  readonly email: string | undefined;
  /** Whether Google found that the address is theirs. */
  readonly isEmailVerified: boolean;
  /** The Google Workspace domain of the account. */
  readonly hostedDomain: string | undefined;
  readonly name: string | undefined;
}

/**
 * Verifies ID tokens of "Sign in with Google", for `bearer(google({ … }))`. Google's access tokens are for Google's own APIs, and opaque.
 *
 * An ID token says that somebody signed in to the application `clientId`, and nothing of what may be done here: it has no scopes. Since it says `typ: JWT`, these are
 * checked in its place: the audience is one of `clientId`, and so is `azp` where it is said; `iss` is Google's, in the form with https://; with `hostedDomain`, `hd` is that
 * one. Those with a `nonce` or an `at_hash` were made for a client's own eyes, not for an API: they are refused.
 *
 * Tell people apart by `sub`, never by `email`, which can be given to another.
 *
 * @throws ConfigurationError as `jwt()`.
 * @example
 * ```ts
 * const signedIn = bearer(google({ clientId: "1234567890-abc.apps.googleusercontent.com", hostedDomain: "example.com" }));
 * ```
 */
export function google(options: GoogleOptions): OidcVerifier<GoogleUser> {
  const { clientId, hostedDomain, ...rest } = options;
  const issuer = "https://accounts.google.com";
  return presetVerifier({ ...rest, issuer, audience: clientId, [allowUntyped]: () => true }, (token) =>
    seen(token, [clientId].flat(), hostedDomain),
  );
}

function seen(token: AccessToken, clients: readonly string[], hostedDomain: string | undefined): GoogleUser | Rejected {
  const { azp, hd, email_verified: isEmailVerified } = token.claims;
  if (azp !== undefined && !clients.some((client) => client === azp)) return refused("wrong_client", token);
  if (hostedDomain !== undefined && hd !== hostedDomain) return refused("wrong_hosted_domain", token);
  const email = textOf(token, "email");
  return { ...token, email, isEmailVerified: isEmailVerified === true, hostedDomain: textOf(token, "hd"), name: textOf(token, "name") };
}

import type { Rejected } from "../../contract/outcome.js";
import type { AccessToken } from "../../jwt/access-token.js";
import { allowUntyped } from "../../jwt/options.js";
import type { OidcVerifier } from "../verifier.js";
import { memberOf, presetVerifier, refused, requireName, textOf, type PresetOptions } from "./preset.js";

/** What {@link firebase} needs to know. */
export interface FirebaseOptions extends Omit<PresetOptions<never>, "scopes"> {
  /** The id of the Firebase project. */
  readonly project: string;
  /** The tenant of Google Cloud Identity Platform whose people may come. Default: those of no tenant. */
  readonly tenant?: string;
}

/** Who signed in with Firebase Authentication. */
export interface FirebaseUser extends AccessToken {
  readonly email: string | undefined;
  /** Whether Firebase found that the address is theirs. */
  readonly isEmailVerified: boolean;
  /** How they signed in: `"password"`, `"google.com"`, `"anonymous"`. */
  readonly signInProvider: string | undefined;
  /** When they signed in, in seconds since 1970. */
  readonly authTime: number;
}

/** Characters that a user's id has, at most. */
const longestId = 128;

/**
 * Verifies ID tokens of Firebase Authentication, for `bearer(firebase({ … }))`.
 *
 * Firebase says `typ: JWT`. In the place of a type, these are checked, as Firebase asks of those who verify by themselves: the audience is the project, `iss` the
 * project's own issuer, `auth_time` has passed, `sub` has 1 to 128 characters, and the tenant is `tenant`, or none. RS256 only: tokens of the emulator, which nobody signs, are refused.
 *
 * It has no scopes: let a provider above it look at custom claims, in `claims`. It does not find out whether the user was disabled since.
 *
 * @throws ConfigurationError on a project that is none, and as `jwt()`.
 * @example
 * ```ts
 * const signedIn = bearer(firebase({ project: "notes-12345" }));
 * ```
 */
export function firebase(options: FirebaseOptions): OidcVerifier<FirebaseUser> {
  const { project, tenant, ...rest } = options;
  const issuer = `https://securetoken.google.com/${requireName("firebase", "project", project)}`;
  const { clock = Date.now } = options;
  return presetVerifier({ ...rest, issuer, audience: project, [allowUntyped]: () => true }, (token) => seen(token, tenant, clock));
}

function seen(token: AccessToken, tenant: string | undefined, clock: () => number): FirebaseUser | Rejected {
  const { auth_time: authTime, firebase: details, email_verified: isEmailVerified } = token.claims;
  if (typeof authTime !== "number" || !(authTime <= clock() / 1000 + 5)) return refused("wrong_auth_time", token);
  if (token.sub.length > longestId) return refused("wrong_subject", token);
  if (memberOf(details, "tenant") !== tenant) return refused("wrong_tenant", token);
  const provider = memberOf(details, "sign_in_provider");
  return {
    ...token,
    email: textOf(token, "email"),
    isEmailVerified: isEmailVerified === true,
    signInProvider: typeof provider === "string" ? provider : undefined,
    authTime,
  };
}

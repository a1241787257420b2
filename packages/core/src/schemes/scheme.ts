import type { ChallengeReason } from "../contract/challenge.js";
import { ConfigurationError } from "../contract/errors.js";
import type { ProviderValue, Yielded } from "../contract/provider.js";
import { heldToOwnPages } from "../csrf/browser-credential.js";
import { sendableChallenge } from "../http/www-authenticate.js";
import { makeScheme, type SchemeOptions, type SchemeParts } from "./make-scheme.js";

/** What {@link scheme} needs to know of a scheme of your own. */
export interface CustomSchemeOptions<C, R, S extends string> extends Omit<SchemeOptions, "challenge">, SchemeParts<C, R, S> {
  /** Its name in reports, events and OpenAPI. */
  readonly schemeName: string;
}

/**
 * Makes a scheme of your own: where a credential travels, how it is read, how it is challenged and how it is documented.
 *
 * Guarantees: `verify` runs at most once per request, and only after the credentials of all other schemes that the route demands were
 * found; its falsy result rejects. Does not check that `read` is strict: refuse repeated values there.
 *
 * `challenge` is tried at set-up for each reason that there is. Where it throws at a request, or gives what cannot be sent, `Custom` is challenged in its place, and a
 * `fault` event told.
 *
 * @throws ConfigurationError without a name, and on a realm, a scope or a challenge that cannot be sent.
 * @example
 * ```ts
 * const signature = scheme({
 *   schemeName: "WebhookSignature",
 *   openapi: { type: "apiKey", in: "header", name: "x-signature" },
 *   challenge: ({ realm }) => ({ scheme: "Signature", parameters: { realm } }),
 *   read: (request) => request.header("x-signature")[0] ?? absent,
 *   verify: (value) => (value === "good" ? { event: "push" } : rejected("bad_signature")),
 * });
 * ```
 */
export function scheme<C, R, const S extends string = never>(
  options: CustomSchemeOptions<C, R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const { schemeName, description, realm, render } = options;
  if (typeof schemeName !== "string" || schemeName === "")
    throw new ConfigurationError("invalid_option", "A scheme of your own needs a schemeName.");
  const told = { ...(description !== undefined && { description }), ...(realm !== undefined && { realm }), ...(render && { render }) };
  const made = makeScheme(schemeName, told, options, heldToOwnPages);
  requireChallenges(options);
  return made;
}

/** @throws ConfigurationError where the challenge for any reason cannot be sent. */
function requireChallenges<C, R, S extends string>(options: CustomSchemeOptions<C, R, S>): void {
  const { schemeName, realm = "api", scopes = [] } = options;
  const reasons: readonly ChallengeReason[] = [
    { realm },
    { realm, error: "invalid_request" },
    { realm, error: "invalid_token" },
    { realm, error: "insufficient_scope", scope: scopes.join(" ") },
  ];
  try {
    for (const reason of reasons) sendableChallenge(schemeName, options.challenge(Object.freeze(reason)));
  } catch (cause) {
    throw new ConfigurationError("invalid_option", `${schemeName} cannot be challenged; see the cause.`, { cause });
  }
}

import { ConfigurationError } from "../contract/errors.js";
import type { ProviderValue, Yielded } from "../contract/provider.js";
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
 * @throws ConfigurationError without a name, and on a realm or scope that cannot be sent.
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
export function scheme<C, R, const S extends string = never>(options: CustomSchemeOptions<C, R, S>): ProviderValue<Yielded<Awaited<R>>, S> {
  const { schemeName, description, realm, render } = options;
  if (schemeName === "") throw new ConfigurationError("invalid_option", "A scheme of your own needs a schemeName.");
  const told = { ...(description !== undefined && { description }), ...(realm !== undefined && { realm }), ...(render && { render }) };
  return makeScheme(schemeName, told, options);
}

import { ConfigurationError } from "../../contract/errors.js";

/**
 * Who asks, by `Basic` (RFC 6749 section 2.3.1): both parts are form-encoded before they are joined, so that a colon in an id does no harm.
 *
 * @throws ConfigurationError where either is missing.
 */
export function clientAuthorization(clientId: string, clientSecret: string): string {
  if (!isText(clientId) || !isText(clientSecret)) {
    throw new ConfigurationError(
      "invalid_option",
      "introspection() needs a clientId and a clientSecret: RFC 7662 wants the caller authenticated.",
    );
  }
  return `Basic ${btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)}`;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function formEncoded(part: string): string {
  return new URLSearchParams({ "": part }).toString().slice(1);
}

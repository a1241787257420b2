import { ConfigurationError } from "../contract/errors.js";
import { requireKnownOptions } from "../contract/known-options.js";
import { allowLoopback, type FindProtocol, type HttpsOptions, type StrictTransport } from "./options.js";

/** Options with their defaults filled in, checked. */
export interface HttpsSettings {
  readonly protocol: FindProtocol;
  /** The value of `Strict-Transport-Security`. */
  readonly strictTransport: string | undefined;
  readonly allowsLoopback: boolean;
}

const longest = 63_072_000;
/** What those who keep the list of browsers ask for. */
const shortestPreload = 31_536_000;

/** @throws ConfigurationError on an option that nothing reads, and on a time that browsers would not keep. */
export function httpsSettingsOf(options: HttpsOptions): HttpsSettings {
  const { [allowLoopback]: loopback, ...named } = options;
  requireKnownOptions("https()", named, ["protocol", "strictTransport"]);
  const { protocol = (request) => request.protocol, strictTransport } = named;
  if (typeof protocol !== "function") throw invalid("protocol is a function of a request, such as clientProtocol({ trustedProxies })");
  return {
    protocol,
    strictTransport: strictTransport === undefined ? undefined : textOf(strictTransport),
    allowsLoopback: loopback === true,
  };
}

/** RFC 6797 section 6.1. */
function textOf(strictTransport: StrictTransport): string {
  requireKnownOptions("https()'s strictTransport", strictTransport, ["maxAge", "includeSubDomains", "preload"]);
  const { maxAge, includeSubDomains = false, preload = false } = strictTransport;
  if (!Number.isSafeInteger(maxAge) || maxAge < 0 || maxAge > longest)
    throw invalid("strictTransport.maxAge is a whole number of seconds, 0 to 63,072,000");
  if (typeof includeSubDomains !== "boolean" || typeof preload !== "boolean")
    throw invalid("strictTransport's includeSubDomains and preload are true or false");
  if (preload && (!includeSubDomains || maxAge < shortestPreload))
    throw invalid("strictTransport.preload wants includeSubDomains, and a maxAge of 31,536,000 seconds at least");
  return `max-age=${maxAge}${includeSubDomains ? "; includeSubDomains" : ""}${preload ? "; preload" : ""}`;
}

function invalid(fault: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `https() cannot be made: its ${fault}.`);
}

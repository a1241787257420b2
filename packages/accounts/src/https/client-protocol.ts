import type { FindProtocol, RequestView } from "@ampoule/core";
import { parseAddress } from "../throttle/address.js";
import { forwardedValues } from "../throttle/forwarded.js";
import { trustOf } from "../throttle/trusted-proxies.js";

/** What {@link clientProtocol} needs to know. */
export interface ClientProtocolOptions {
  /** Addresses and networks of your own proxies: `["10.0.0.0/8", "2001:db8::1"]`. An empty list believes nobody. */
  readonly trustedProxies: readonly string[];
  /** The one field that these proxies write. They have to overwrite or extend it: another one would be the client's own. Default: `"x-forwarded-proto"`. */
  readonly header?: "x-forwarded-proto" | "forwarded";
}

/**
 * Tells whether a request came over `https` from its client, for `secure.https`.
 *
 * It is the connection's own protocol, unless that comes from a trusted proxy: then it is what the proxy wrote. Every value in the field has to be `https`, since the client may have written the first ones: where one
 * of your proxies speaks `http` to the next, let the last one write what the first one saw. A trusted proxy that wrote nothing is `http`.
 *
 * It does not know who your proxies are, and cannot see whether they write the field: try it.
 *
 * @throws ConfigurationError on what is neither an address nor a network, and on a network of everybody.
 * @example
 * ```ts
 * app.use(secure.https({ protocol: clientProtocol({ trustedProxies: settings.trustedProxies }) }));
 * ```
 */
export function clientProtocol({ trustedProxies, header = "x-forwarded-proto" }: ClientProtocolOptions): FindProtocol {
  const isTrusted = trustOf("clientProtocol()", trustedProxies);
  return (request) => {
    const address = parseAddress(request.remoteAddress ?? "");
    if (address === undefined || !isTrusted(address)) return request.protocol;
    const written = protocolsIn(request, header);
    return written.length > 0 && written.every((one) => one.toLowerCase() === "https") ? "https" : "http";
  };
}

function protocolsIn(request: RequestView, header: "x-forwarded-proto" | "forwarded"): readonly string[] {
  const lines = request.header(header);
  return header === "forwarded"
    ? lines.flatMap((line) => forwardedValues(line, "proto"))
    : lines.flatMap((line) => line.split(",").map((one) => one.trim()));
}

import type { RequestView } from "@ampoule/core";
import { networkOf, parseAddress, type Address } from "./address.js";
import { hopsOf, type ForwardedHeader } from "./forwarded.js";
import { trustOf } from "./trusted-proxies.js";

/** Tells clients apart. `undefined` where it cannot. */
export type FindClient = (request: RequestView) => string | undefined;

/** What {@link clientAddress} can be told. */
export interface ClientAddressOptions {
  /** Addresses and networks of your own proxies: `["10.0.0.0/8", "2001:db8::1"]`. Default: none, so that no field is believed. */
  readonly trustedProxies?: readonly string[];
  /** The one field that these proxies write. They have to overwrite or extend it: another one would be the client's own. Default: `"x-forwarded-for"`. */
  readonly header?: ForwardedHeader;
}

/**
 * Tells clients apart by their address: by all of an IPv4 address, by the /64 of an IPv6 address, in one spelling each.
 *
 * The address is the socket's. Where that is a trusted proxy's, it is the last one in the field that is not a trusted proxy's: what stands before it, the client may have written. Where a proxy wrote no
 * address, the proxy itself is the client. `undefined` where the platform does not tell the socket's address (Fetch): hand in a function of your own there.
 *
 * It does not know who your proxies are, and cannot see whether they write the field: try it.
 *
 * @throws ConfigurationError on what is neither an address nor a network, and on a network of everybody.
 * @example
 * ```ts
 * const guesses = throttle({ client: clientAddress({ trustedProxies: ["10.0.0.0/8"] }) });
 * ```
 */
export function clientAddress({ trustedProxies = [], header = "x-forwarded-for" }: ClientAddressOptions = {}): FindClient {
  const isTrusted = trustOf("clientAddress()", trustedProxies);
  return (request) => {
    const address = addressOf(request, header, isTrusted);
    return address === undefined ? undefined : networkOf(address);
  };
}

function addressOf(request: RequestView, header: ForwardedHeader, isTrusted: (address: Address) => boolean): Address | undefined {
  let address = parseAddress(request.remoteAddress ?? "");
  if (address === undefined || !isTrusted(address)) return address;
  for (const hop of hopsOf(request, header)) {
    const before = parseAddress(hop);
    if (before === undefined) return address;
    if (!isTrusted(before)) return before;
    address = before;
  }
  return address;
}

import ipaddr from "ipaddr.js";
import { isIP } from "node:net";

/** An address, in whichever of its spellings it came. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Ranges of IPv6 that stand for one IPv4 address each, in their last four bytes (RFC 6052, RFC 7915). */
const translated: readonly string[] = ["rfc6052", "rfc6145"];

/** Reads an address; `undefined` for what is none. An IPv4 address that is written as IPv6 is taken for what it is: otherwise it would have two keys, or all of them one. */
export function parseAddress(text: string): Address | undefined {
  // Node's own grammar is the strict one: no octal, no missing parts.
  if (isIP(text) === 0) return undefined;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4 || !translated.includes(address.range())) return address;
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}

/** What a client is counted by: its IPv4 address, or the /64 of its IPv6 address, all of which one client has. Canonical (RFC 5952). */
export function networkOf(address: Address): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  const [a = 0, b = 0, c = 0, d = 0] = address.parts;
  return `${new ipaddr.IPv6([a, b, c, d, 0, 0, 0, 0]).toRFC5952String()}/64`;
}

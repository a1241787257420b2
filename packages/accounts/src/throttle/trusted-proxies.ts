import { ConfigurationError } from "@ampoule/core";
import ipaddr from "ipaddr.js";
import { parseAddress, type Address } from "./address.js";

type Network = readonly [Address, number];

/** Tells whether an address is that of a proxy of one's own. @throws ConfigurationError on what is neither an address nor a network, and on a network of everybody. */
export function trustOf(owner: string, proxies: readonly string[]): (address: Address) => boolean {
  const networks = proxies.map((one) => networkIn(owner, one));
  return (address) => networks.some((network) => isWithin(address, network));
}

function networkIn(owner: string, text: string): Network {
  const untrusted = (why: string) =>
    new ConfigurationError("invalid_option", `${owner}: the trusted proxy ${JSON.stringify(text)} ${why}.`);
  const [host = "", bits, ...more] = text.split("/");
  const address = parseAddress(host);
  if (address === undefined || more.length > 0) throw untrusted("is neither an address nor a network");
  const longest = address instanceof ipaddr.IPv4 ? 32 : 128;
  const length = bits === undefined ? longest : Number(bits);
  if (!/^\d{1,3}$/.test(bits ?? "0") || length > longest) throw untrusted(`needs a length from 1 to ${longest}`);
  if (length === 0) throw untrusted("would let everybody say which address they have");
  return [address, length];
}

function isWithin(address: Address, [network, length]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, length);
}

import { ConfigurationError } from "@ampoule/core";
import ipaddr from "ipaddr.js";
import { parseAddress, type Address } from "./address.js";

type Network = readonly [Address, number];

/** Tells whether an address is that of a proxy of one's own. @throws ConfigurationError on what is neither an address nor a network, and on a network of everybody. */
export function trustOf(proxies: readonly string[]): (address: Address) => boolean {
  const networks = proxies.map(networkIn);
  return (address) => networks.some((network) => isWithin(address, network));
}

function networkIn(text: string): Network {
  const [host = "", bits, ...more] = text.split("/");
  const address = parseAddress(host);
  if (address === undefined || more.length > 0) throw untrusted(text, "is neither an address nor a network");
  const longest = address instanceof ipaddr.IPv4 ? 32 : 128;
  const length = bits === undefined ? longest : Number(bits);
  if (!/^\d{1,3}$/.test(bits ?? "0") || length > longest) throw untrusted(text, `needs a length from 1 to ${longest}`);
  if (length === 0) throw untrusted(text, "would let everybody say which address they have");
  return [address, length];
}

function isWithin(address: Address, [network, length]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, length);
}

function untrusted(text: string, why: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `clientAddress(): the trusted proxy ${JSON.stringify(text)} ${why}.`);
}

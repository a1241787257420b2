import { ConfigurationError } from "../../contract/errors.js";
import { remoteSettings, type RemoteOptions } from "../remote/remote-options.js";
import type { DiscoverySettings } from "./discovery.js";

/** What a discovery can be told. */
export interface DiscoveryOptions extends RemoteOptions {
  /** Whose tokens are trusted: exactly as the provider writes it, also with its last slash or without. */
  readonly issuer: string;
  /**
   * Hosts, with their ports, on which the keys may be besides the issuer's own. Default: any that is not, by its address or its name, in a private network.
   */
  readonly allowedHosts?: readonly string[] | undefined;
}

const hour = 3_600_000;

/** @throws ConfigurationError on an option out of its range, and on hosts that no address could have. */
export function discoverySettings(owner: string, options: DiscoveryOptions): DiscoverySettings {
  const { issuer, allowedHosts } = options;
  return { ...remoteSettings(owner, options), issuer, hosts: hostsOf(owner, allowedHosts), maxAge: hour, maxStale: 24 * hour };
}

function hostsOf(owner: string, hosts: readonly string[] | undefined): readonly string[] | undefined {
  if (hosts === undefined) return undefined;
  if (Array.isArray(hosts) && hosts.every(isHost)) return [...hosts];
  throw new ConfigurationError(
    "invalid_option",
    `${owner}: allowedHosts lists hosts as addresses have them, such as "keys.example.com:8443".`,
  );
}

/** In lower case, without a scheme, a path or the default port. */
function isHost(host: unknown): boolean {
  return typeof host === "string" && [`https://${host}`, `http://${host}`].some((url) => URL.parse(url)?.host === host);
}

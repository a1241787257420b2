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

/** @throws ConfigurationError on an option out of its range. */
export function discoverySettings(owner: string, options: DiscoveryOptions): DiscoverySettings {
  const { issuer, allowedHosts } = options;
  return { ...remoteSettings(owner, options), issuer, hosts: allowedHosts, maxAge: hour, maxStale: 24 * hour };
}

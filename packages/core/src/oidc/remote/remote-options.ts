import { ConfigurationError } from "../../contract/errors.js";
import { allowInsecureHttp } from "../../jwt/jwks/options.js";
import type { Limits } from "./document.js";

/** How another server is asked. */
export interface RemoteOptions {
  /** Milliseconds that one answer may take, 100 to 30,000. Default: 5,000. */
  readonly timeout?: number;
  /** Asks in the place of the platform's `fetch`: through a proxy, or an offline issuer's in tests. It is told not to follow redirects, and an answer that came by one is refused. Default: `fetch`. */
  readonly fetch?: typeof fetch;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly clock?: () => number;
  readonly [allowInsecureHttp]?: true;
}

/** Looked up anew each time, since it may be put in place later. */
const platformFetch: typeof fetch = (input, init) => globalThis.fetch(input, init);

/** Bytes that an answer may have: the longest metadata in use have about 10,000. */
const maxBytes = 262_144;

/** Options with their defaults filled in, checked. */
export interface RemoteSettings extends Limits {
  readonly clock: () => number;
  readonly allowsHttp: boolean;
}

/** @throws ConfigurationError on a time-out out of its range, and on what is no function. */
export function remoteSettings(owner: string, options: RemoteOptions): RemoteSettings {
  const { timeout = 5000, fetch = platformFetch, clock = Date.now } = options;
  requireWithin(`${owner}: timeout`, timeout, [100, 30_000]);
  requireFunction(`${owner}: fetch`, fetch);
  requireFunction(`${owner}: clock`, clock);
  return { timeout, fetch, clock, maxBytes, allowsHttp: options[allowInsecureHttp] === true };
}

function requireFunction(what: string, value: unknown): void {
  if (typeof value !== "function") throw new ConfigurationError("invalid_option", `${what} is a function.`);
}

/** @throws ConfigurationError where a number is none, or out of its range. */
export function requireWithin(what: string, value: number, [least, most]: readonly [least: number, most: number]): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  throw new ConfigurationError("invalid_option", `${what} is a number from ${least} to ${most}, not ${String(value)}.`);
}

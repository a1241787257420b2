import { ConfigurationError } from "../../contract/errors.js";
import { isAlgorithm, isHmac, type Algorithm, type PublicAlgorithm } from "../algorithm.js";
import type { Clock } from "../options.js";

/** Says that keys may be fetched over plain HTTP, where anybody on the way can exchange them. For development. */
export const allowInsecureHttp: unique symbol = Symbol("allowInsecureHttp");

/** What {@link jwks} can be told. */
export interface JwksOptions {
  /**
   * What keys are for that do not say it (`alg`): the first of these that fits one's type and curve. The token has no say in it. Default: RS256, ES256, ES384,
   * ES512, EdDSA.
   */
  readonly algorithms?: readonly PublicAlgorithm[];
  /** Milliseconds for which keys are used: in their second half they are fetched anew behind the requests, after it before the next one. Default: 600,000. */
  readonly maxAge?: number;
  /** Milliseconds for which keys are used at most, while none can be fetched. Default: 3,600,000. */
  readonly staleLimit?: number;
  /** Milliseconds between two fetches, at least 1,000, whatever keys tokens name. Default: 30,000. */
  readonly cooldown?: number;
  /** Milliseconds that an answer may take, to its last byte, 1 to 60,000. Default: 5,000. */
  readonly timeout?: number;
  /** Makes the request, with `redirect: "manual"` and a signal. Default: the platform's. */
  readonly fetch?: typeof fetch;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly clock?: Clock;
  readonly [allowInsecureHttp]?: true;
}

/** Options with their defaults filled in, checked. */
export interface JwksSettings {
  readonly url: string;
  readonly algorithms: readonly PublicAlgorithm[];
  readonly maxAge: number;
  readonly staleLimit: number;
  readonly cooldown: number;
  readonly timeout: number;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

const usual: readonly PublicAlgorithm[] = ["RS256", "ES256", "ES384", "ES512", "EdDSA"];
const platformFetch: typeof fetch = (input, init) => globalThis.fetch(input, init);

export function jwksSettings(address: string | URL, options: JwksOptions): JwksSettings {
  return { url: addressOf(address, options[allowInsecureHttp] === true), ...jwksRules("jwks()", options) };
}

/** The same for an address that is yet to be found. `owner` is who was told, for messages. */
export function jwksRules(owner: string, options: JwksOptions): Omit<JwksSettings, "url"> {
  const { algorithms = usual, maxAge = 600_000, staleLimit = 3_600_000, cooldown = 30_000, timeout = 5_000 } = options;
  const { fetch = platformFetch, clock = Date.now } = options;
  requireOrder(owner, [1_000, cooldown, maxAge, staleLimit, Number.MAX_SAFE_INTEGER], "1,000 ≤ cooldown ≤ maxAge ≤ staleLimit");
  requireOrder(owner, [1, timeout, 60_000], "1 ≤ timeout ≤ 60,000");
  if (!Array.isArray(algorithms) || !algorithms.every(isPublic)) {
    throw invalid(owner, "algorithms are those of public keys, in a list: a secret is never fetched.");
  }
  if (typeof fetch !== "function" || typeof clock !== "function") throw invalid(owner, "its fetch and its clock are functions.");
  return { algorithms: [...algorithms], maxAge, staleLimit, cooldown, timeout, fetch, clock };
}

function addressOf(address: string | URL, insecure: boolean): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw invalid("jwks()", "it needs an address, such as https://issuer.example/keys.");
  if (url.protocol !== "https:" && !(insecure && url.protocol === "http:")) {
    throw invalid(
      "jwks()",
      `${url.protocol}//${url.host} is not https: whoever is on the way could exchange keys. In development, say [allowInsecureHttp]: true.`,
    );
  }
  if (url.username !== "" || url.password !== "") throw invalid("jwks()", "its address has a user or password in it.");
  url.hash = "";
  return url.href;
}

function requireOrder(owner: string, numbers: readonly number[], said: string): void {
  const ordered = numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] as number));
  if (!ordered || !numbers.every(Number.isFinite)) throw invalid(owner, `its times are in milliseconds, and ${said}.`);
}

function isPublic(algorithm: Algorithm): boolean {
  return isAlgorithm(algorithm) && !isHmac(algorithm);
}

function invalid(owner: string, message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `${owner} cannot be made: ${message}`);
}

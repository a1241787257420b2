import type { KeySource } from "../key-source.js";
import type { Clock } from "../options.js";
import { jwksSettings, type JwksOptions, type JwksSettings } from "./options.js";
import { RemoteKeys } from "./remote-keys.js";

/** Addresses whose keys are shared, at most; the eldest is no longer given to newcomers. */
const sharedLimit = 1_000;

const shared = new WeakMap<typeof fetch, WeakMap<Clock, Map<string, KeySource>>>();

/** The keys of an address as everybody has them who asks in the same way. */
function shareOf(settings: JwksSettings): KeySource {
  const { fetch, clock, ...told } = settings;
  const known = sharedBy(fetch, clock);
  const name = JSON.stringify(told);
  const source = known.get(name) ?? new RemoteKeys(settings);
  known.set(name, source);
  if (known.size > sharedLimit) known.delete(known.keys().next().value ?? "");
  return source;
}

function sharedBy(fetch: JwksSettings["fetch"], clock: Clock): Map<string, KeySource> {
  const byClock = shared.get(fetch) ?? new WeakMap<Clock, Map<string, KeySource>>();
  const known = byClock.get(clock) ?? new Map<string, KeySource>();
  shared.set(fetch, byClock);
  byClock.set(clock, known);
  return known;
}

/**
 * The public keys that an issuer publishes at an address (RFC 7517 section 5).
 *
 * Fetches when first asked, once for all who wait, and shares the keys with every other source of that address and those options. A token that names an unknown key
 * causes a fetch, no more often than the cooldown allows; after a failure the next fetch waits 1 s, then twice as long each time, up to the cooldown. Keys that cannot be
 * fetched anew serve on up to the `staleLimit`; then, and where it is not known whether a key exists, an `UnavailableError` answers 503.
 *
 * Refuses plain HTTP, redirects, other types than JSON, more than 262,144 bytes or 100 keys, answers that take too long, and sets without a key that can be used. Never
 * uses a secret or private key that somebody published, keys that are not for signatures (`use`, `key_ops`), weak ones (RSA under 2,048 bits, exponents under 65,537,
 * ROCA), or two keys of one name and algorithm.
 *
 * It does not check the address: hand in one of your configuration, never one out of a token.
 *
 * @throws ConfigurationError on an address that is not https, unless `[allowInsecureHttp]: true` says so, and on times that make no sense.
 * @example
 * ```ts
 * const keys = jwks("https://issuer.example/.well-known/jwks.json");
 * const accessToken = bearer(jwt({ issuer: "https://issuer.example", audience: "https://api.example", keys, algorithms: ["RS256"] }));
 * ```
 */
export function jwks(url: string | URL, options: JwksOptions = {}): KeySource {
  const source = shareOf(jwksSettings(url, options));
  return Object.freeze<KeySource>({ find: (hint) => source.find(hint) });
}

import { ConfigurationError, type Awaitable } from "@ampoule/core";
import type { Algorithm, Clock, KeyHint, KeySource, PublicJwk, VerificationKey } from "@ampoule/core/jwt";
import type { JWTPayload } from "jose";
import process from "node:process";
import { environmentKey } from "./environment.js";
import type { SigningKeysOptions } from "./options.js";
import { signerOf, type Signer } from "./signer.js";
import type { SigningKey } from "./signing-key.js";

/** Public keys, as RFC 7517 section 5 writes them. */
export interface JwkSet {
  readonly keys: readonly PublicJwk[];
}

interface Held {
  readonly signer: Signer;
  /** When it ends, in milliseconds since 1970. */
  readonly until: number;
}

/** The keys that sign an application's tokens, and verify them. Made by {@link signingKeys}. */
export class SigningKeys implements KeySource {
  /** Seconds for which a key that signed before still verifies. */
  readonly overlap: number;
  /** The algorithms of all keys that there are and may be. Fixed, as verifiers have them. */
  readonly algorithms: readonly Algorithm[];
  readonly #clock: Clock;
  #current: Signer;
  readonly #held = new Map<string, Held>();

  /** @internal */
  constructor(keys: readonly [Signer, ...Signer[]], { overlap = 3_600, clock = Date.now, algorithms = [] }: SigningKeysOptions) {
    if (!(Number.isSafeInteger(overlap) && overlap >= 0)) throw invalid("its overlap is a whole number of seconds");
    this.overlap = overlap;
    this.algorithms = Object.freeze([...new Set([...keys.map(({ alg }) => alg), ...algorithms])]);
    this.#clock = clock;
    this.#current = keys[0];
    for (const signer of keys) this.#hold(signer);
  }

  /** The name of the key that signs. */
  get current(): string {
    return this.#current.kid;
  }

  /**
   * Publishes a key that does not sign yet, so that verifiers elsewhere know it in time. @returns its name.
   *
   * @throws ConfigurationError on an algorithm that verifiers were not told of: they would refuse every token of that key.
   */
  add(key: SigningKey): string {
    const signer = signerOf(key);
    this.#hold(signer);
    return signer.kid;
  }

  /** Signs with this key from now on. The former one verifies until the overlap is over, and is gone then. */
  use(kid: string): void {
    const next = this.#held.get(kid);
    if (next === undefined) throw invalid(`there is no key ${JSON.stringify(kid)}`);
    const former = this.#current;
    this.#current = next.signer;
    this.#held.set(kid, { signer: next.signer, until: Number.POSITIVE_INFINITY });
    if (former.kid !== kid) this.#held.set(former.kid, { signer: former, until: this.#clock() + this.overlap * 1_000 });
  }

  /** Adds a key and signs with it at once: where nobody else keeps a copy of the key set. @returns its name. */
  rotate(key: SigningKey): string {
    const kid = this.add(key);
    this.use(kid);
    return kid;
  }

  /** The kill switch: every token that this key signed is refused from the next request on. Elsewhere, when copies of the key set have expired. */
  drop(kid: string): void {
    if (kid === this.#current.kid) throw invalid(`the key ${JSON.stringify(kid)} signs: use another one first`);
    this.#held.delete(kid);
  }

  /** What others verify with: public keys only, and nothing of secrets. Serve it as `application/json`. */
  jwks(): JwkSet {
    return { keys: this.#living().flatMap(({ jwk }) => jwk ?? []) };
  }

  find(hint: KeyHint): Awaitable<readonly VerificationKey[]> {
    return (
      this.#living()
        .find(({ kid }) => kid === hint.kid)
        ?.ring.find(hint) ?? []
    );
  }

  /** Signs claims. It does not look at them: `tokens()` does. @internal */
  sign(claims: JWTPayload, typ: string): Promise<string> {
    return this.#current.sign(claims, typ);
  }

  #hold(signer: Signer): void {
    const { kid, alg } = signer;
    const isSecret = alg.startsWith("HS");
    if (this.#held.has(kid)) throw invalid(`two keys have the kid ${JSON.stringify(kid)}`);
    if (this.algorithms.some((known) => known.startsWith("HS") !== isSecret)) {
      throw invalid("it has secrets (HS…) and private keys at once: none must be taken for the other");
    }
    if (!this.algorithms.includes(alg))
      throw invalid(`no verifier was told of ${alg}: start with signingKeys({ algorithms: ["${alg}"], … })`);
    this.#held.set(kid, { signer, until: Number.POSITIVE_INFINITY });
  }

  #living(): readonly Signer[] {
    const now = this.#clock();
    for (const [kid, { until }] of this.#held) if (!(now < until)) this.#held.delete(kid);
    return [...this.#held.values()].map(({ signer }) => signer);
  }
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `signingKeys(): ${message}.`);
}

/**
 * The keys that sign access tokens, and that `jwt()` verifies them with.
 *
 * Without keys it takes `SECRET_KEY` (HS256; also under the names `JWT_SECRET_KEY` and `JWT_SECRET`); without that it makes an Ed25519 key for this process and says so
 * once, and does not start where `NODE_ENV` is `production`. Each key has one algorithm and a name (`kid`).
 *
 * To rotate: `add` the new key everywhere, wait until verifiers have fetched it, `use` it. To end a key that was stolen: `use` another, `drop` it.
 *
 * It does not keep keys: hand them in from where your secrets are.
 *
 * @throws ConfigurationError on no key in production; on a key that is weak (a secret under 32, 48 or 64 bytes, RSA under 2,048 bits), published, a placeholder, or not
 * for its algorithm; on two keys of one name; on secrets beside private keys, or their algorithms beside each other.
 * @example
 * ```ts
 * const keys = signingKeys({ keys: [{ alg: "EdDSA", key: readFileSync("2026-11.pem", "utf8") }] });
 * app.get("/.well-known/jwks.json", secure.open(() => keys.jwks()));
 * ```
 */
export function signingKeys(options: SigningKeysOptions = {}): SigningKeys {
  const [first, ...others] = options.keys ?? [environmentKey(options.environment ?? process.env)];
  if (first === undefined) throw invalid("it was given no key");
  return new SigningKeys([signerOf(first), ...others.map(signerOf)], options);
}

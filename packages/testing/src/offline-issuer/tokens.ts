import { randomBytes, randomUUID } from "node:crypto";
import type { IssuerSettings } from "./options.js";
import { compact, type SigningKeys } from "./signing-keys.js";

/** What a token says. What is not named here is as the issuer would have it; `undefined` leaves a claim out; anything goes, so that bad tokens can be made. */
export interface TokenClaims {
  /** Default: `"user"`. */
  readonly sub?: unknown;
  /** Names joined by one space. Default: left out. */
  readonly scope?: unknown;
  readonly [claim: string]: unknown;
}

/** What a token is made with besides its claims. */
export interface MintOptions {
  /** Members of its header; `undefined` leaves one out. Default: `alg` and `kid` of the newest key, and `typ: "at+jwt"`. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** Every token that an issuer made, and what it knows of each. */
export class Tokens {
  readonly #settings: IssuerSettings;
  readonly #keys: SigningKeys;
  readonly #issuer: () => string;
  readonly #made = new Map<string, TokenClaims>();

  constructor(settings: IssuerSettings, keys: SigningKeys, issuer: () => string) {
    this.#settings = settings;
    this.#keys = keys;
    this.#issuer = issuer;
  }

  async mint(claims: TokenClaims = {}, { header = {} }: MintOptions = {}): Promise<string> {
    const { current } = this.#keys;
    const whole = this.#claims(claims);
    const token = await compact({ alg: current.alg, kid: current.kid, typ: "at+jwt", ...header }, whole, current);
    this.#made.set(token, whole);
    return token;
  }

  opaque(claims: TokenClaims = {}): string {
    const token = randomBytes(32).toString("base64url");
    this.#made.set(token, this.#claims(claims));
    return token;
  }

  revoke(token: string): void {
    this.#made.delete(token);
  }

  /** What introspection says of a token (RFC 7662 section 2.2). A token that was made with `active` is spoken of as it was made. */
  introspect(token: string): object {
    const claims = this.#made.get(token);
    if (claims === undefined) return { active: false };
    if (Object.hasOwn(claims, "active")) return claims;
    return this.#isAlive(claims) ? { active: true, token_type: "Bearer", ...claims } : { active: false };
  }

  #isAlive({ exp, nbf }: TokenClaims): boolean {
    return Number(exp ?? Infinity) > this.#now() && Number(nbf ?? 0) <= this.#now();
  }

  #claims(claims: TokenClaims): TokenClaims {
    const { audience, lifetime } = this.#settings;
    const iat = this.#now();
    const usual = { iss: this.#issuer(), aud: audience, sub: "user", client_id: "client", iat, exp: iat + lifetime, jti: randomUUID() };
    return { ...usual, ...claims };
  }

  #now(): number {
    return Math.floor(this.#settings.clock() / 1000);
  }
}

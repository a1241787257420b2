import type { KeySource } from "@ampoule/core/jwt";
import { Endpoints, type Metadata } from "./endpoints.js";
import { Faults, type Endpoint, type Fault } from "./faults.js";
import { Loopback } from "./loopback.js";
import { issuerSettings, type IssuerSettings, type OfflineIssuerOptions } from "./options.js";
import { SigningKeys, type IssuerAlgorithm } from "./signing-keys.js";
import { Tokens, type MintOptions, type TokenClaims } from "./tokens.js";

/** A request that an issuer was sent. */
export interface SeenRequest {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** An identity provider for tests. Made by {@link offlineIssuer}. */
export class OfflineIssuer implements AsyncDisposable {
  /** What its tokens are for. */
  readonly audience: string;
  /** Its keys, for a verifier that is to use no network at all: `jwt({ issuer, audience, keys: idp.keys })`. */
  readonly keys: KeySource;
  /** Answers for the issuer's addresses without a network, and for nothing else. To be handed to what takes a `fetch`. */
  readonly fetch: typeof fetch;
  readonly #keys: SigningKeys;
  readonly #tokens: Tokens;
  readonly #endpoints: Endpoints;
  readonly #faults = new Faults();
  readonly #seen: SeenRequest[] = [];
  readonly #loopback: Loopback | undefined;
  #isStopped = false;

  constructor(settings: IssuerSettings) {
    this.audience = settings.audience;
    this.keys = this.#keys = new SigningKeys(settings.algorithm);
    this.#tokens = new Tokens(settings, this.#keys, () => this.issuer);
    this.#endpoints = new Endpoints(settings, this.#keys, this.#tokens);
    this.#endpoints.origin = new URL(settings.issuer ?? "https://issuer.test").origin;
    this.#loopback = settings.listen ? new Loopback((request) => this.#answer(request)) : undefined;
    this.fetch = (input, init) => this.#fetch(new Request(input, init));
  }

  /** Its name: `iss` of its tokens, exactly. */
  get issuer(): string {
    return this.#endpoints.issuer;
  }

  /** The address below which its endpoints are: `jwks`, `token`, `introspect`, `.well-known/openid-configuration`. */
  get url(): string {
    return this.#endpoints.base;
  }

  /** A signed access token (RFC 9068). Claims and header can be overridden one by one, so that bad tokens can be made. */
  mint(claims?: TokenClaims, options?: MintOptions): Promise<string> {
    return this.#tokens.mint(claims, options);
  }

  /** A token that says nothing by itself, and is known to the introspection endpoint. With an `active` of yours, it is spoken of exactly as you say. */
  opaque(claims?: TokenClaims): string {
    return this.#tokens.opaque(claims);
  }

  /** Lets introspection forget a token. A signed one still verifies: that is what they are for. */
  revoke(token: string): void {
    this.#tokens.revoke(token);
  }

  /** Signs with a new key from now on, and publishes the old ones as well. Gives the new key's `kid`. */
  rotate(algorithm?: IssuerAlgorithm): Promise<string> {
    return this.#keys.rotate(algorithm);
  }

  /** Publishes the newest key only. */
  removeOldKeys(): void {
    this.#keys.removeOld();
  }

  /** Puts members into the metadata until the result is disposed; `undefined` leaves one out. */
  announce(metadata: Metadata): Disposable {
    const before = this.#endpoints.announced;
    this.#endpoints.announced = { ...before, ...metadata };
    return { [Symbol.dispose]: () => void (this.#endpoints.announced = before) };
  }

  /** Lets an endpoint fail until the result is disposed. */
  fail(endpoint: Endpoint, fault: Fault): Disposable {
    return this.#faults.inject(endpoint, fault);
  }

  /** What it was asked, oldest first; with `endpoint`, at that one only. Its `length` counts. */
  requests(endpoint?: Endpoint): readonly SeenRequest[] {
    return endpoint === undefined ? [...this.#seen] : this.#seen.filter((seen) => seen.endpoint === endpoint);
  }

  /** Is out of reach until `start`. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#loopback?.stop();
  }

  /** Is reachable again, at the same address. */
  async start(): Promise<void> {
    this.#isStopped = false;
    if (this.#loopback === undefined) return;
    await this.#loopback.start();
    this.#endpoints.origin = this.#loopback.origin;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #fetch(request: Request): Promise<Response> {
    const isOurs = new URL(request.url).origin === this.#endpoints.origin;
    if (this.#isStopped || !isOurs) throw new TypeError("fetch failed");
    return this.#answer(request);
  }

  async #answer(request: Request): Promise<Response> {
    const { method, url, headers } = request;
    const endpoint = this.#endpoints.endpointOf(new URL(url).pathname);
    const body = await request.text();
    this.#seen.push({ endpoint, method, url, headers, body });
    return this.#faults.answer(endpoint, request, () => this.#endpoints.answer(endpoint, request, body));
  }
}

/**
 * Starts an identity provider on 127.0.0.1, for tests: discovery (OpenID Connect and RFC 8414), keys that rotate, a token endpoint for client
 * credentials, introspection (RFC 7662), and faults on demand. It makes tokens for whoever asks: never let it be reached from outside.
 *
 * @example
 * ```ts
 * await using idp = await offlineIssuer();
 * const accessToken = bearer(oidc({ issuer: idp.issuer, audience: idp.audience, [allowInsecureHttp]: true }));
 * const token = await idp.mint({ sub: "alice", scope: "notes:read" });
 * ```
 */
export async function offlineIssuer(options: OfflineIssuerOptions = {}): Promise<OfflineIssuer> {
  const issuer = new OfflineIssuer(issuerSettings(options));
  await issuer.rotate();
  await issuer.start();
  return issuer;
}

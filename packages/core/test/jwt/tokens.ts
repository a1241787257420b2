import { createPublicKey, randomBytes, type JsonWebKey, type webcrypto } from "node:crypto";
import { isOutcome } from "../../src/contract/outcome.js";
import { bearer, type Context, type Rejected, type TokenVerifier } from "../../src/index.js";
import {
  jwt,
  type AccessToken,
  type Algorithm,
  type JwtOptions,
  type LocalKeys,
  type PublicAlgorithm,
  type PublicJwk,
} from "../../src/jwt/index.js";
import { parametersOf } from "../../src/jwt/keys/crypto-key.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";

export const issuer = "https://issuer.example";
export const audience = "https://api.example";
/** Seconds since 1970 at which everything here happens. */
export const now = 1_800_000_000;
const clock = (): number => now * 1_000;

/** Claims that nothing is wrong with. */
export const claims = { iss: issuer, aud: audience, sub: "alice", iat: now - 10, exp: now + 300, jti: "1", scope: "read write" };

export type Sign = (input: string) => Promise<Uint8Array>;

/** Both halves of a key. */
export interface Pair {
  readonly alg: Algorithm;
  readonly kid: string | undefined;
  readonly secret: Uint8Array;
  readonly jwk: PublicJwk;
  readonly key: CryptoKey;
  readonly sign: Sign;
}

/** A new key. RSA ones take a while: {@link pairOf} keeps them. */
export async function newPair(alg: Algorithm, kid?: string): Promise<Pair> {
  const { name, hash = "SHA-256", namedCurve } = parametersOf(alg);
  const secret = randomBytes(64);
  const named = kid === undefined ? {} : { kid };
  if (name === "HMAC") {
    const key = await crypto.subtle.importKey("raw", secret, { name, hash }, false, ["sign", "verify"]);
    return { alg, kid, secret, jwk: { kty: "oct", ...named }, key, sign: signerOf(key, { name }) };
  }
  const own = { name, hash, namedCurve, modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) };
  const { publicKey, privateKey } = (await crypto.subtle.generateKey(own as RsaHashedKeyGenParams, true, [
    "sign",
    "verify",
  ])) as webcrypto.CryptoKeyPair;
  const { kty = "", crv, x, y, n, e } = await crypto.subtle.exportKey("jwk", publicKey);
  const members = Object.fromEntries(Object.entries({ crv, x, y, n, e }).filter(([, value]) => value !== undefined));
  const hashName = alg.startsWith("ES") ? `SHA-${alg.slice(2)}` : hash;
  const parameters = { name, hash: hashName, saltLength: Number(hash.slice(4)) / 8 };
  return { alg, kid, secret, jwk: { kty, ...members, ...named }, key: publicKey, sign: signerOf(privateKey, parameters) };
}

function signerOf(key: CryptoKey, parameters: RsaPssParams | EcdsaParams | { name: string }): Sign {
  return async (input) => new Uint8Array(await crypto.subtle.sign(parameters, key, Buffer.from(input)));
}

const kept = new Map<string, Promise<Pair>>();

/** A key of this test file for an algorithm and a name. */
export function pairOf(alg: Algorithm, kid?: string): Promise<Pair> {
  const pair = kept.get(`${alg} ${kid}`) ?? newPair(alg, kid);
  kept.set(`${alg} ${kid}`, pair);
  return pair;
}

type Bytes = string | object | Uint8Array;

/** Base64url of text, of JSON, or of bytes. */
export function encode(part: Bytes): string {
  const bytes = typeof part === "string" || part instanceof Uint8Array ? part : JSON.stringify(part);
  return Buffer.from(bytes).toString("base64url");
}

/** A token with exactly these parts, signed. */
export async function signed(header: Bytes, payload: Bytes, sign: Sign): Promise<string> {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${encode(await sign(input))}`;
}

/** A good token, but for what is said. `undefined` leaves a member out. */
export function mint(pair: Pair, changes: object = {}, header: object = {}): Promise<string> {
  const named = pair.kid === undefined ? {} : { kid: pair.kid };
  return signed({ alg: pair.alg, typ: "at+jwt", ...named, ...header }, { ...claims, ...changes }, pair.sign);
}

/** The public or shared half, as a verifier takes it. */
export function localKeys(...pairs: readonly Pair[]): LocalKeys {
  return pairs.map(({ alg, kid, secret, jwk }) => {
    const named = kid === undefined ? {} : { kid };
    return alg.startsWith("HS") ? { alg, ...named, secret } : { alg, ...named, jwk };
  }) as LocalKeys;
}

type Options = JwtOptions<string>;

/** A verifier of tokens that {@link mint} makes. */
export function verifierOf(keys: LocalKeys, options: object = {}): Verifier {
  return jwt({ issuer, audience, keys, clock, ...options } as Options);
}

export type Verifier = TokenVerifier<AccessToken | Rejected, string>;
export const context = {} as Context;

/** What became of a token: `granted`, or the code. */
export async function verdict(verifier: Verifier, token: unknown): Promise<string> {
  const outcome = await verifier.verify(token as string, context);
  if (!isOutcome(outcome)) return "granted";
  return outcome.code;
}

/** The access token that a token yields; fails where it is refused. */
export async function grant(verifier: Verifier, token: string): Promise<AccessToken> {
  const outcome = await verifier.verify(token, context);
  if (isOutcome(outcome)) throw new Error(`refused: ${outcome.code}`);
  return outcome;
}

/** The access token that a token yields, once it is remembered; fails where it is not. */
export async function remember(verifier: Verifier, token: string): Promise<AccessToken> {
  await grant(verifier, token);
  const principal = await grant(verifier, token);
  if ((await grant(verifier, token)) !== principal) throw new Error("It is not remembered.");
  return principal;
}

/** How a request with a token is answered, and what the operator is told. */
export async function answer(
  verifier: Verifier,
  token: string,
): Promise<{ status: number; body: unknown; challenge: string | undefined; code: string | undefined }> {
  const codes: (string | undefined)[] = [];
  const secure = fakeSecurity({ onEvent: ({ code }) => codes.push(code), timeout: 1_000 });
  const token_ = bearer(verifier);
  return {
    ...(await ask(
      secure({ token: token_ }, ({ token: { sub } }) => sub),
      `Authorization: Bearer ${token}`,
    )),
    code: codes[0],
  };
}

/** A public key as PEM. */
export function pemOf({ jwk }: Pair): string {
  return createPublicKey({ key: jwk as JsonWebKey, format: "jwk" }).export({ type: "spki", format: "pem" }) as string;
}

export const publicAlgorithms: readonly PublicAlgorithm[] = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
export const secretAlgorithms = ["HS256", "HS384", "HS512"] as const;

import type { KeySource, VerificationKey } from "@ampoule/core/jwt";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";

/** What an offline issuer can sign with. */
export type IssuerAlgorithm = "RS256" | "PS256" | "ES256" | "ES384" | "EdDSA";

const signing = {
  RS256: { name: "RSASSA-PKCS1-v1_5" },
  PS256: { name: "RSA-PSS", saltLength: 32 },
  ES256: { name: "ECDSA", hash: "SHA-256" },
  ES384: { name: "ECDSA", hash: "SHA-384" },
  EdDSA: { name: "Ed25519" },
} as const satisfies Record<IssuerAlgorithm, object>;

/** One key pair of an issuer. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: IssuerAlgorithm;
  readonly publicJwk: JWK;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

/** The keys of an issuer: the newest one signs, all of them are published. */
export class SigningKeys implements KeySource {
  readonly #alg: IssuerAlgorithm;
  #keys: readonly SigningKey[] = [];

  constructor(alg: IssuerAlgorithm) {
    this.#alg = alg;
  }

  get current(): SigningKey {
    const key = this.#keys[0];
    if (key === undefined) throw new Error("This issuer has no key: rotate() makes one.");
    return key;
  }

  /** What is published: public parts only. */
  get jwks(): { readonly keys: readonly JWK[] } {
    return { keys: this.#keys.map(({ publicJwk }) => publicJwk) };
  }

  /** Signs with a new key from now on. */
  async rotate(alg: IssuerAlgorithm = this.#alg): Promise<string> {
    const key = await makeKey(alg);
    this.#keys = [key, ...this.#keys];
    return key.kid;
  }

  removeOld(): void {
    this.#keys = this.#keys.slice(0, 1);
  }

  find({ alg, kid }: Parameters<KeySource["find"]>[0]): readonly VerificationKey[] {
    return this.#keys
      .filter((key) => key.alg === alg && (kid === undefined || key.kid === kid))
      .map((key) => ({ kid: key.kid, alg: key.alg, key: key.publicKey }));
  }
}

async function makeKey(alg: IssuerAlgorithm): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, alg, publicKey, privateKey, publicJwk: { ...jwk, kid, alg, use: "sig" } };
}

/** The compact form of a token, whatever its header claims: the key signs as the key does. */
export async function compact(header: object, claims: unknown, { alg, privateKey }: SigningKey): Promise<string> {
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = await crypto.subtle.sign(signing[alg], privateKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString("base64url")}`;
}

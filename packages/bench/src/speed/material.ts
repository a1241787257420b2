import { createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { Algorithm, PublicJwk } from "@ampoule/core/jwt";

/** The algorithms that are measured. */
export type MeasuredAlgorithm = Extract<Algorithm, "HS256" | "RS256" | "ES256" | "EdDSA">;
export const measuredAlgorithms: readonly MeasuredAlgorithm[] = ["HS256", "RS256", "ES256", "EdDSA"];

/** What a contestant is configured with. Plain, so that it can be handed to another process. */
export interface Material {
  readonly algorithm: MeasuredAlgorithm;
  readonly issuer: string;
  readonly audience: string;
  /** For HS256. */
  readonly secret: string;
  /** For everything else: the public key, in both of its usual forms. */
  readonly jwk: PublicJwk;
  readonly pem: string;
  readonly apiKey: string;
  readonly password: string;
}

/** Signs tokens of a type that a contestant takes, by number: each has a `jti` of its own, and the same number gives the same claims. */
export type Mint = (type: "at+jwt" | "JWT") => (index: number) => string;

/** New keys for an algorithm, and somebody who signs with them. */
export function newMaterial(algorithm: MeasuredAlgorithm): { readonly material: Material; readonly mint: Mint } {
  const secret = randomBytes(32).toString("hex");
  const { publicKey, privateKey } = pairOf(algorithm);
  const material: Material = {
    algorithm,
    secret,
    issuer: "https://issuer.example",
    audience: "https://api.example",
    jwk: publicKey.export({ format: "jwk" }) as PublicJwk,
    pem: publicKey.export({ format: "pem", type: "spki" }).toString(),
    apiKey: randomBytes(32).toString("base64url"),
    password: "correct horse battery staple",
  };
  return { material, mint: minter(material, privateKey) };
}

function minter({ algorithm, issuer, audience, secret }: Material, privateKey: KeyObject): Mint {
  const iat = Math.floor(Date.now() / 1_000);
  const claims = { client_id: "bench", scope: "read write", iss: issuer, aud: audience, sub: "alice", iat, exp: iat + 7_200 };
  return (typ) => {
    const head = encoded({ alg: algorithm, typ });
    return (index) => {
      const text = `${head}.${encoded({ ...claims, jti: String(1_000_000 + index) })}`;
      return `${text}.${signatureOf(text, algorithm, algorithm === "HS256" ? secret : privateKey)}`;
    };
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function signatureOf(text: string, algorithm: MeasuredAlgorithm, key: string | KeyObject): string {
  if (typeof key === "string") return createHmac("sha256", key).update(text).digest("base64url");
  const digest = algorithm === "EdDSA" ? undefined : "sha256";
  return sign(digest, Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
}

function pairOf(algorithm: MeasuredAlgorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (algorithm === "RS256") return generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return algorithm === "EdDSA" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
}

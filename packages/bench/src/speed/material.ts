import { createSecretKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import type { Algorithm, PublicJwk } from "@ampoule/core/jwt";
import { SignJWT } from "jose";

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

/** Signs tokens that a contestant takes: `count` of them, each with a `jti` of its own. */
export type Mint = (type: "at+jwt" | "JWT", count: number) => Promise<readonly string[]>;

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
  const key = algorithm === "HS256" ? createSecretKey(Buffer.from(secret)) : privateKey;
  return { material, mint: (type, count) => Promise.all(Array.from({ length: count }, (_, index) => sign(material, key, type, index))) };
}

function pairOf(algorithm: MeasuredAlgorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (algorithm === "RS256") return generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return algorithm === "EdDSA" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function sign({ algorithm, issuer, audience }: Material, key: KeyObject, typ: string, index: number): Promise<string> {
  return new SignJWT({ client_id: "bench", scope: "read write", jti: String(1_000_000 + index) })
    .setProtectedHeader({ alg: algorithm, typ })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject("alice")
    .setIssuedAt()
    .setExpirationTime("2h")
    .sign(key);
}

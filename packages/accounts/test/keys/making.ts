import type { PublicJwk } from "@ampoule/core/jwt";
import { generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { signingKeys, type SigningKey, type SigningKeys } from "../../src/index.js";

export const made = (alg: string): KeyObject => {
  if (alg.startsWith("Ed")) return generateKeyPairSync("ed25519").privateKey;
  if (alg.startsWith("ES"))
    return generateKeyPairSync("ec", { namedCurve: { ES256: "P-256", ES384: "P-384", ES512: "P-521" }[alg] ?? "" }).privateKey;
  return generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;
};
export const ed = (): SigningKey => ({ alg: "Ed25519", key: made("Ed25519") });
export const secret = () => randomBytes(64);
export const only = (key: SigningKey): SigningKeys => signingKeys({ keys: [key] });
export const publicOf = (key: KeyObject): PublicJwk => signingKeys({ keys: [{ alg: "Ed25519", key }] }).jwks().keys[0] as PublicJwk;

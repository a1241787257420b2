import { writeFileSync } from "node:fs";
import type { PublicKey } from "@ampoule/core/jwt";
import { exportJWK, generateKeyPair } from "jose";

/** Makes a key pair: the private part for whoever signs, the public one for every API that verifies. */
export async function makeKeys(kid: string, folder: string): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const published = { alg: "EdDSA", kid, jwk: await exportJWK(publicKey) };
  writeFileSync(`${folder}/signing-key.json`, JSON.stringify({ ...(await exportJWK(privateKey)), alg: "EdDSA", kid }), { mode: 0o600 });
  writeFileSync(`${folder}/keys.json`, JSON.stringify([published] satisfies object[] as PublicKey[]));
}

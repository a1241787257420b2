import { importJWK } from "jose";
import type { PublicAlgorithm } from "../algorithm.js";
import { decodeBase64Url } from "../text/base64url.js";
import type { JsonObject } from "../../http/strict-json.js";
import { parametersOf, rsaFault } from "./crypto-key.js";
import { isRocaModulus } from "./roca.js";

/** A public key as RFC 7517 writes it. */
export interface PublicJwk {
  readonly kty: string;
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly key_ops?: readonly string[];
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}

const secretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];
const sizes: Readonly<Record<string, number>> = { "P-256": 32, "P-384": 48, "P-521": 66, Ed25519: 32 };

/** Whether a JWK holds what only its owner should have. */
function isSecretJwk(jwk: JsonObject): boolean {
  return jwk["kty"] === "oct" || secretMembers.some((member) => member in jwk);
}

/** Why a JWK must not check signatures of this algorithm; `undefined` where it may. That a point is on its curve shows when it is imported. */
export function publicJwkFault(jwk: JsonObject, alg: PublicAlgorithm): string | undefined {
  const { name, namedCurve = "Ed25519" } = parametersOf(alg);
  const kty = name === "ECDSA" ? "EC" : name === "Ed25519" ? "OKP" : "RSA";
  if (isSecretJwk(jwk)) return "holds a secret or private key: hand in its public part";
  if (jwk["kty"] !== kty || (kty !== "RSA" && jwk["crv"] !== namedCurve)) return `is not for ${alg}`;
  return useFault(jwk, alg) ?? (kty === "RSA" ? modulusFault(jwk) : pointFault(jwk, kty));
}

function useFault({ alg: own, use, key_ops: operations }: JsonObject, alg: PublicAlgorithm): string | undefined {
  if (own !== undefined && own !== alg) return `says that it is for ${String(JSON.stringify(own))}, not for ${alg}`;
  if (use !== undefined && use !== "sig") return "is not for signatures (use)";
  const forbids = operations !== undefined && !(Array.isArray(operations) && operations.includes("verify"));
  return forbids ? "may not be used to verify (key_ops)" : undefined;
}

function modulusFault(jwk: JsonObject): string | undefined {
  const [modulus, exponent] = [numberOf(jwk["n"]), numberOf(jwk["e"])];
  if (modulus === undefined || exponent === undefined) return "has no modulus and exponent";
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  return rsaFault(bits, exponent) ?? (isRocaModulus(modulus) ? "comes of a broken generator (ROCA)" : undefined);
}

function pointFault(jwk: JsonObject, kty: string): string | undefined {
  const size = sizes[String(jwk["crv"])];
  const coordinates = kty === "EC" ? [jwk["x"], jwk["y"]] : [jwk["x"]];
  return coordinates.every((text) => bytesOf(text)?.length === size) ? undefined : "has coordinates of another size than its curve's";
}

function bytesOf(text: unknown): Uint8Array | undefined {
  return typeof text === "string" ? decodeBase64Url(text) : undefined;
}

/** A number without the zeros before it. */
function numberOf(text: unknown): Uint8Array | undefined {
  const bytes = bytesOf(text);
  const start = bytes?.findIndex((byte) => byte !== 0) ?? -1;
  return start === -1 ? undefined : bytes?.subarray(start);
}

/** Imports the public members of a JWK that was looked at. */
export async function importPublicJwk(jwk: JsonObject, alg: PublicAlgorithm): Promise<CryptoKey> {
  const { kty, crv, x, y, n, e } = jwk as JsonObject & PublicJwk;
  const members = kty === "RSA" ? { n, e } : kty === "EC" ? { crv, x, y } : { crv, x };
  return (await importJWK({ kty, ...members } as Parameters<typeof importJWK>[0], alg)) as CryptoKey;
}

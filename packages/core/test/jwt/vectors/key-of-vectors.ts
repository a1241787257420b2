import { isOutcome } from "../../../src/contract/outcome.js";
import type { Algorithm, KeySource, VerificationKey } from "../../../src/jwt/key-source.js";
import { hmacAlgorithms, isAlgorithm, isHmac, publicAlgorithms } from "../../../src/jwt/algorithm.js";
import { readKeySet, select } from "../../../src/jwt/jwks/key-set.js";
import { requireOneKind } from "../../../src/jwt/keys/key-ring.js";
import { importSecret, shortSecretFault } from "../../../src/jwt/keys/secret.js";
import { openToken } from "../../../src/jwt/open.js";
import { nodeCrypto } from "../../../src/jwt/platform/node-crypto.js";
import { nodeKeyOf } from "../../../src/jwt/signature/node-keys.js";
import { isSignedOnNode } from "../../../src/jwt/signature/node-signature.js";
import { isSignedOnWeb } from "../../../src/jwt/signature/web-signature.js";
import { readCompact } from "../../../src/jwt/text/compact.js";

/** A JWK as vectors have it, public, private or secret. */
export type Jwk = Readonly<Record<string, unknown>>;
const privateMembers = new Set(["d", "p", "q", "dp", "dq", "qi", "oth"]);

/**
 * What a token becomes that is checked with these keys: `granted`, or why not. Public keys go the way of a fetched set, secrets the way of keys in the configuration;
 * that a secret is published is not held against it, since those of vectors all are.
 */
export async function openWith(keys: readonly Jwk[], token: string): Promise<string> {
  try {
    const source = await sourceOf(keys);
    await requireAgreement(source, token);
    const opened = await openToken(token, source, ({ alg }) => (isAlgorithm(alg) ? undefined : "unsupported_algorithm"));
    return isOutcome(opened) ? opened.code : "granted";
  } catch (error) {
    return String(error);
  }
}

/** Whoever checks a signature, Node's own cryptography or jose on WebCrypto, says the same. */
async function requireAgreement(source: KeySource, token: string): Promise<void> {
  const parts = readCompact(token);
  if (isOutcome(parts) || !isAlgorithm(parts.header.alg) || nodeCrypto === undefined) return;
  const { alg, kid } = parts.header;
  for (const key of await source.find({ alg: alg as Algorithm, kid })) {
    const held = nodeKeyOf(nodeCrypto, key);
    const web = await isSignedOnWeb(parts, key);
    if ((held === undefined) !== key.alg.startsWith("PS")) throw new Error("RSA-PSS alone is left to WebCrypto");
    if (held !== undefined && (await isSignedOnNode(nodeCrypto, parts, { alg: key.alg, held })) !== web)
      throw new Error("Node and jose differ");
  }
}

async function sourceOf(keys: readonly Jwk[]): Promise<KeySource> {
  if (keys.every(({ kty }) => kty !== "oct")) {
    const set = await readKeySet(keys.map(publicPart), publicAlgorithms, []);
    return { find: (hint) => select(set, hint) };
  }
  requireOneKind(keys.map(({ alg }) => (isAlgorithm(alg) ? alg : "RS256")));
  const secrets = await Promise.all(keys.map(secretOf));
  const names = secrets.map(({ kid }) => kid);
  if (new Set(names).size < names.length) throw new Error("a kid comes twice");
  return { find: ({ alg, kid }) => secrets.filter((key) => key.alg === alg && (kid === undefined || key.kid === kid)) };
}

function publicPart(jwk: Jwk): Jwk {
  return Object.fromEntries(
    Object.entries(jwk)
      .filter(([name]) => !privateMembers.has(name))
      .map(([name, value]) => [name, name === "key_ops" ? ["verify", ...(value as string[])].slice(mayVerify(value) ? 0 : 1) : value]),
  );
}

/** The operations of a private key say what its public one may do. */
function mayVerify(operations: unknown): boolean {
  return Array.isArray(operations) && operations.some((name) => ["sign", "verify", "sign, verify"].includes(String(name)));
}

async function secretOf({ alg, kid, k, use, key_ops: operations }: Jwk): Promise<VerificationKey> {
  if (!isAlgorithm(alg) || !isHmac(alg)) throw new Error(`${String(alg)} is none of ${hmacAlgorithms.join(", ")}`);
  if (use !== undefined && use !== "sig") throw new Error("not for signatures");
  if (operations !== undefined && !mayVerify(operations)) throw new Error("may not verify");
  const bytes = new Uint8Array(Buffer.from(String(k), "base64url"));
  const fault = shortSecretFault(bytes, alg);
  if (fault !== undefined) throw new Error(fault);
  return { kid: kid as string | undefined, alg: alg as Algorithm, key: await importSecret(bytes, alg) };
}

import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { keyRing, type Algorithm, type KeyRing, type LocalKeys, type PublicJwk } from "@ampoule/core/jwt";
import { compactVerify, SignJWT, type JWTPayload } from "jose";
import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { pairOf, publicMembers } from "./public-part.js";
import type { ExternalSigner, SigningKey, SigningSecret } from "./signing-key.js";
import { secretName, thumbprint } from "./thumbprint.js";

/** A key that was looked at, ready to sign. */
export interface Signer {
  readonly kid: string;
  readonly alg: Algorithm;
  /** What its signatures are checked with. */
  readonly ring: KeyRing;
  /** What is published of it. Nothing of a secret. */
  readonly jwk: PublicJwk | undefined;
  sign(claims: JWTPayload, typ: string): Promise<string>;
}

/** @throws ConfigurationError on a key that is weak, published, or not for its algorithm. */
export function signerOf(key: SigningKey): Signer {
  if (typeof key !== "object" || key === null) throw new ConfigurationError("invalid_option", "A key given to signingKeys() is an object.");
  if ("secret" in key) return secretSigner(key);
  if ("sign" in key) return externalSigner(key);
  const { privateKey, publicJwk } = pairOf(key.alg, "jwk" in key ? key.jwk : key.key);
  const kid = key.kid ?? ("jwk" in key ? key.jwk.kid : undefined) ?? thumbprint(publicJwk);
  const ring = checked([{ alg: key.alg, kid, jwk: publicJwk }]);
  return { kid, alg: key.alg, ring, jwk: published(publicJwk, kid, key.alg), sign: signWith(privateKey, key.alg, kid) };
}

function secretSigner({ alg, secret, kid: told }: SigningSecret): Signer {
  // A message that refuses a weak secret must not tell the name that is made of it.
  if (told === undefined) checked([{ alg, secret }]);
  const kid = told ?? secretName(secret);
  const ring = checked([{ alg, kid, secret }]);
  const bytes = typeof secret === "string" ? new TextEncoder().encode(secret) : new Uint8Array(secret);
  return { kid, alg, ring, jwk: undefined, sign: signWith(bytes, alg, kid) };
}

function externalSigner(key: ExternalSigner): Signer {
  const { alg } = key;
  // A key of somebody without types may have none.
  const whole: PublicJwk = key.jwk ?? { kty: "" };
  const jwk = publicMembers(whole);
  const kid = key.kid ?? whole.kid ?? thumbprint(jwk);
  const ring = checked([{ alg, kid, jwk: whole }]);
  return { kid, alg, ring, jwk: published(jwk, kid, alg), sign: externally(key, kid, jwk) };
}

/** Keys are judged by who verifies with them, so that none signs what nobody takes. */
function checked(keys: LocalKeys): KeyRing {
  try {
    return keyRing(keys);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(error.code, error.message.replaceAll("jwt()", "signingKeys()"), { cause: error });
  }
}

function published(jwk: PublicJwk, kid: string, alg: Algorithm): PublicJwk {
  return Object.freeze({ ...jwk, kid, alg, use: "sig" });
}

function signWith(key: KeyObject | Uint8Array, alg: Algorithm, kid: string): Signer["sign"] {
  return (claims, typ) => new SignJWT(claims).setProtectedHeader({ alg, kid, typ }).sign(key);
}

/** Signs by somebody else's hand, and looks at the first signature: a wrong form of it would show in every token, and only at the verifiers. */
function externally(signer: ExternalSigner, kid: string, jwk: PublicJwk): Signer["sign"] {
  let isChecked = false;
  return async (claims, typ) => {
    const input = [{ alg: signer.alg, kid, typ }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    const token = `${input}.${Buffer.from(await asked(signer, input)).toString("base64url")}`;
    if (!isChecked) await requireVerifiable(token, jwk, signer.alg);
    isChecked = true;
    return token;
  };
}

async function asked(signer: ExternalSigner, input: string): Promise<Uint8Array> {
  try {
    return await signer.sign(new TextEncoder().encode(input));
  } catch (cause) {
    throw new UnavailableError("The signer did not sign.", { cause });
  }
}

/** Whether the signer and its `jwk` belong together. It lets nobody in: over a token that somebody sends, `jwt()` alone decides, and the claims here are yet to be judged by it. */
async function requireVerifiable(token: string, jwk: PublicJwk, alg: Algorithm): Promise<void> {
  try {
    await compactVerify(token, createPublicKey({ key: jwk as JsonWebKey, format: "jwk" }), { algorithms: [alg] });
  } catch (cause) {
    const form = alg.startsWith("ES") ? " It wants r and s one behind the other, not DER." : "";
    throw new ConfigurationError("invalid_option", `The signer given to signingKeys() does not sign with its jwk.${form}`, { cause });
  }
}

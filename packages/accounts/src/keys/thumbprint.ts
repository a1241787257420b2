import type { PublicJwk } from "@ampoule/core/jwt";
import { createHash, createHmac } from "node:crypto";

/** The members that make a key, in the order that RFC 7638 section 3.2 wants. */
const members = { OKP: ["crv", "kty", "x"], EC: ["crv", "kty", "x", "y"], RSA: ["e", "kty", "n"] } as const;

/** The thumbprint of a public key (RFC 7638). Of what is none, it is one of nothing. */
export function thumbprint(jwk: PublicJwk): string {
  const names: readonly (keyof PublicJwk)[] = isKind(jwk.kty) ? members[jwk.kty] : [];
  const text = JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name]])));
  return createHash("sha256").update(text).digest("base64url");
}

/** A name for a secret, which does not help to guess it any more than a token that it signed. */
export function secretName(secret: string | Uint8Array): string {
  return createHmac("sha256", secret).update("kid").digest("base64url").slice(0, 22);
}

function isKind(kty: string): kty is keyof typeof members {
  return Object.hasOwn(members, kty);
}

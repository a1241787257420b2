import { createHmac } from "node:crypto";

/** What good tokens for one server are made of; they are signed with HS256. */
export interface Material {
  /** At least 64 characters, so that HS512 could be used with it too. */
  readonly secret: string;
  readonly issuer: string;
  readonly audience: string;
  /** The `typ` that the server takes for an access token. */
  readonly type: string;
  /** Seconds since 1970. */
  readonly now: number;
}

/** A part of a token: text as it stands, or an object as JSON. A member that is `undefined` is left out. */
type Part = string | object;

/** Base64url of a part. */
export function encode(part: Part): string {
  return Buffer.from(textOf(part)).toString("base64url");
}

/** The JSON of a part, for members that no object can have. */
export function textOf(part: Part): string {
  return typeof part === "string" ? part : JSON.stringify(part);
}

/** A good header, but for what is said. */
export function headerOf({ type }: Material, changes: object = {}): object {
  return { alg: "HS256", typ: type, ...changes };
}

/** Good claims, but for what is said. */
export function claimsOf({ issuer, audience, now }: Material, changes: object = {}): object {
  return { iss: issuer, aud: audience, sub: "alice", iat: now - 10, exp: now + 300, jti: "1", ...changes };
}

/** A token with exactly these parts, with a true HMAC. */
export function signed(header: Part, payload: Part, secret: string, hash = "sha256"): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${createHmac(hash, secret).update(input).digest("base64url")}`;
}

/** A good token, but for what is said. */
export function mint(material: Material, claims: object = {}, header: object = {}): string {
  return signed(headerOf(material, header), claimsOf(material, claims), material.secret);
}

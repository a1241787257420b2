import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { hash, verify } from "@node-rs/bcrypt";
import { importJWK, jwtVerify, type CryptoKey } from "jose";
import type { Material } from "../material.js";
import { bcryptCost, Users, type User } from "../user.js";

const users = new Users();

/** What people write by hand with jose: the key is imported once, issuer, audience and algorithm are checked, and the user looked up. */
export async function userByHand(material: Material): Promise<(authorization: string | undefined) => Promise<User | undefined>> {
  const { issuer, audience, algorithm } = material;
  const key = await importedKey(material);
  return async (authorization) => {
    if (!authorization?.startsWith("Bearer ")) return undefined;
    try {
      const { payload } = await jwtVerify(authorization.slice(7), key, { issuer, audience, algorithms: [algorithm] });
      return users.bySubject(payload.sub);
    } catch {
      return undefined;
    }
  };
}

/** The least that an HMAC can be checked with, and little else: what there is to be had, rather than what one should write. */
export async function userByNode({
  algorithm,
  secret,
  issuer,
  audience,
}: Material): Promise<(authorization: string | undefined) => User | undefined> {
  if (algorithm !== "HS256") throw new TypeError("It checks HS256 alone.");
  const key = createSecretKey(Buffer.from(secret));
  return (authorization) => {
    const [header = "", payload = "", signature = ""] = authorization?.slice(7).split(".") ?? [];
    const expected = createHmac("sha256", key).update(`${header}.${payload}`).digest();
    const given = Buffer.from(signature, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const { alg } = parsed(header);
    const { iss, aud, exp, sub } = parsed(payload);
    const isGood = alg === "HS256" && iss === issuer && aud === audience && Number(exp) * 1_000 > Date.now();
    return isGood ? users.bySubject(String(sub)) : undefined;
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(text, "base64url").toString()) as Record<string, unknown>;
}

/** Name and password as people check them: each request computes the hash again. */
export async function accountByHand({ password }: Material): Promise<(authorization: string | undefined) => Promise<User | undefined>> {
  const kept = await hash(password, { cost: bcryptCost });
  return async (authorization) => {
    if (!authorization?.startsWith("Basic ")) return undefined;
    const text = Buffer.from(authorization.slice(6), "base64").toString();
    const colon = text.indexOf(":");
    const user = users.bySubject(text.slice(0, colon));
    return (await verify(text.slice(colon + 1), kept)) ? user : undefined;
  };
}

async function importedKey({ algorithm, secret, jwk }: Material): Promise<CryptoKey> {
  if (algorithm !== "HS256") return (await importJWK({ ...jwk } as Parameters<typeof importJWK>[0], algorithm)) as CryptoKey;
  return crypto.subtle.importKey("raw", Buffer.from(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

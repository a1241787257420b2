import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { importJWK, SignJWT, type JWK } from "jose";

/** Signs an access token for somebody (RFC 9068). */
export async function sign(sub: string, scope: string, folder: string): Promise<string> {
  const { kid = "", ...jwk } = JSON.parse(readFileSync(`${folder}/signing-key.json`, "utf8")) as JWK;
  return new SignJWT({ scope, client_id: "notes-app" })
    .setProtectedHeader({ alg: "EdDSA", kid, typ: "at+jwt" })
    .setIssuer("https://login.example")
    .setAudience("https://notes.example")
    .setSubject(sub)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(await importJWK(jwk, "EdDSA"));
}

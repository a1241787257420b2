import { readFileSync } from "node:fs";
import { bearer } from "@ampoule/core";
import { jwt, keyRing, type PublicKey } from "@ampoule/core/jwt";

/** Verifies what {@link sign} signs, and reads the keys anew when it is told to. */
export function verifierOf(folder: string) {
  const readKeys = () => JSON.parse(readFileSync(`${folder}/keys.json`, "utf8")) as PublicKey[];
  const keys = keyRing(readKeys());
  const accessToken = bearer(
    jwt({
      issuer: "https://login.example",
      audience: "https://notes.example",
      keys,
      algorithms: ["EdDSA"],
      scopes: ["notes.read", "notes.write"],
    }),
  );
  return { accessToken, renew: () => keys.replace(readKeys()) };
}

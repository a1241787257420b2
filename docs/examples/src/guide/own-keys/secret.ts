import { bearer } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";

/** One secret for signing and verifying: whoever can verify can sign. At least 32 random bytes: `openssl rand -base64 48`. */
export const sharedSecret = (secret: string) =>
  bearer(jwt({ issuer: "https://login.example", audience: "https://notes.example", keys: [{ alg: "HS256", secret }] }));

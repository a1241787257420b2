import { rejected, type Rejected } from "@ampoule/core";
import { generateKeyPair, jwtVerify, SignJWT, type GenerateKeyPairResult } from "jose";

/** What may be granted, and what it means. */
export const scopes = { "items:read": "See your items", "items:write": "Add items" } as const;
export type Scope = keyof typeof scopes;

export interface AccessToken {
  readonly sub: string;
  readonly scopes: readonly string[];
}

const issuer = "https://example.test";
const audience = "https://example.test/api";
const lifetime = 900;

/** Signs access tokens and verifies them again (RFC 9068). */
export class Tokens {
  /** Seconds that a token lives. */
  readonly lifetime: number = lifetime;
  readonly #keys: GenerateKeyPairResult;

  constructor(keys: GenerateKeyPairResult) {
    this.#keys = keys;
  }

  /** With a key that lives as long as the process: a restart signs everybody out. */
  static async create(): Promise<Tokens> {
    return new Tokens(await generateKeyPair("Ed25519"));
  }

  sign(subject: string, granted: readonly Scope[]): Promise<string> {
    return new SignJWT({ scope: granted.join(" "), client_id: "first-party" })
      .setProtectedHeader({ alg: "Ed25519", typ: "at+jwt" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject)
      .setJti(crypto.randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${lifetime}s`)
      .sign(this.#keys.privateKey);
  }

  /** Needs no network and no store, so whatever goes wrong here is the token's fault. */
  async verify(token: string): Promise<AccessToken | Rejected> {
    try {
      const { payload } = await jwtVerify(token, this.#keys.publicKey, {
        algorithms: ["Ed25519"],
        issuer,
        audience,
        typ: "at+jwt",
        requiredClaims: ["sub", "exp", "iat", "jti"],
      });
      const { sub, scope } = payload;
      if (typeof sub !== "string" || typeof scope !== "string") return rejected("claims");
      return { sub, scopes: scope.split(" ") };
    } catch (error) {
      return rejected(error instanceof Error && "code" in error ? String(error.code) : "not_a_token");
    }
  }
}

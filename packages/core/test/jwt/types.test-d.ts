import { expectTypeOf, test } from "vitest";
import { bearer, scoped, type Provided, type Rejected, type Scopes, type TokenVerifier } from "../../src/index.js";
import {
  allowAnyAudience,
  allowUntyped,
  jwks,
  jwt,
  keyRing,
  type AccessToken,
  type Algorithm,
  type KeySource,
  type LocalKeys,
} from "../../src/jwt/index.js";

const issuer = "https://issuer.example";
const audience = "https://api.example";
const keys: LocalKeys = [{ alg: "EdDSA", jwk: { kty: "OKP", crv: "Ed25519", x: "" } }];
const source: KeySource = jwks("https://issuer.example/keys");
declare const key: CryptoKey;

test("a verifier goes into bearer, which yields access tokens with its scopes", () => {
  const made = jwt({ issuer, audience, keys, scopes: ["items:read", "items:write"] });
  expectTypeOf(made).toExtend<TokenVerifier<AccessToken | Rejected, "items:read" | "items:write">>();
  const accessToken = bearer(made);
  expectTypeOf<Provided<typeof accessToken>>().toEqualTypeOf<AccessToken>();
  expectTypeOf<Scopes<typeof accessToken>>().toEqualTypeOf<"items:read" | "items:write">();
  scoped(accessToken, "items:read");
  // @ts-expect-error: not declared
  scoped(accessToken, "items:delete");
  // @ts-expect-error: none is declared
  scoped(bearer(jwt({ issuer, audience, keys })), "items:read");
});

test("S-349 S-095 without issuer, audience or keys it does not compile", () => {
  // @ts-expect-error: no audience
  jwt({ issuer, keys });
  // @ts-expect-error: no issuer
  jwt({ audience, keys });
  // @ts-expect-error: no keys
  jwt({ issuer, audience });
  // @ts-expect-error: undefined is no audience
  jwt({ issuer, audience: undefined, keys });
  // @ts-expect-error: a pattern is no audience
  jwt({ issuer, audience: /api/, keys });
  // @ts-expect-error: several issuers are several verifiers
  jwt({ issuer: [issuer], audience, keys });
  jwt({ issuer, audience: [audience, "other"], keys });
});

test("S-349 S-066 S-067 S-070 algorithms are known, listed and of one kind", () => {
  // @ts-expect-error: a source needs a list
  jwt({ issuer, audience, keys: source });
  // @ts-expect-error: so does a ring
  jwt({ issuer, audience, keys: keyRing(keys) });
  jwt({ issuer, audience, keys: source, algorithms: ["RS256"] });
  // @ts-expect-error: there is no none
  jwt({ issuer, audience, keys: source, algorithms: ["none"] });
  // @ts-expect-error: nor ES256K
  jwt({ issuer, audience, keys: source, algorithms: ["ES256K"] });
  expectTypeOf<"none">().not.toExtend<Algorithm>();
  // @ts-expect-error: a key says what it is for
  keyRing([{ jwk: { kty: "RSA" } }]);
  // @ts-expect-error: a secret is for HMAC
  keyRing([{ alg: "RS256", secret: "" }]);
  // @ts-expect-error: a public key is not
  keyRing([{ alg: "HS256", jwk: { kty: "RSA" } }]);
  const both = [
    { alg: "HS256", secret: "" },
    { alg: "RS256", jwk: { kty: "RSA" } },
  ] as const;
  // @ts-expect-error: secrets and public keys do not mix
  keyRing(both);
  keyRing([{ alg: "RS256", key }]);
  // @ts-expect-error: a secret is never fetched
  jwks("https://issuer.example/keys", { algorithms: ["HS256"] });
});

test("what weakens needs its symbol, and a way to tell", () => {
  jwt({ issuer, keys, [allowAnyAudience]: ({ client_id }) => client_id === "app" });
  jwt({ issuer, audience, keys, [allowUntyped]: ({ token_use }) => token_use === "access" });
  // @ts-expect-error: true tells nothing
  jwt({ issuer, keys, [allowAnyAudience]: true });
  // @ts-expect-error: true tells nothing
  jwt({ issuer, audience, keys, [allowUntyped]: true });
  // @ts-expect-error: an audience is compared or it is not
  jwt({ issuer, audience, keys, [allowAnyAudience]: () => true });
  // @ts-expect-error: true only
  jwks("http://127.0.0.1/keys", { [allowInsecure()]: false });
});
declare function allowInsecure(): typeof import("../../src/jwt/index.js").allowInsecureHttp;

test("an access token is read-only, and its further claims are unknown", () => {
  const check = (token: AccessToken) => {
    expectTypeOf(token.sub).toEqualTypeOf<string>();
    expectTypeOf(token.aud).toEqualTypeOf<readonly string[]>();
    expectTypeOf(token.iat).toEqualTypeOf<number | undefined>();
    expectTypeOf(token.claims["email"]).toEqualTypeOf<unknown>();
    // @ts-expect-error: read-only
    token.sub = "admin";
    // @ts-expect-error: read-only
    token.claims["admin"] = true;
    // @ts-expect-error: read-only
    token.scopes.push("admin");
  };
  expectTypeOf(check).toBeFunction();
});

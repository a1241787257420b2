import { UnavailableError } from "@ampoule/core";
import type { PublicJwk } from "@ampoule/core/jwt";
import { createPrivateKey, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { SigningKey } from "../../src/index.js";
import { thumbprint } from "../../src/keys/thumbprint.js";
import { faultOf, issuing, signedIn } from "../tokens/issuing.js";
import { made, only, publicOf } from "./making.js";

describe("an external signer", () => {
  const key = made("ES256");
  const jwk = only({ alg: "ES256", key }).jwks().keys[0] as PublicJwk;
  const signer = (dsaEncoding: "der" | "ieee-p1363"): SigningKey => ({
    alg: "ES256",
    jwk,
    sign: (data) =>
      Promise.resolve(sign("sha256", data, { key: createPrivateKey(key.export({ type: "pkcs8", format: "pem" })), dsaEncoding })),
  });

  test("signs what jwt() verifies", async () => {
    const to = issuing({ keys: only(signer("ieee-p1363")) });
    for (const { accessToken } of [await signedIn(to), await signedIn(to)]) expect(await faultOf(to, accessToken)).toBeUndefined();
    expect(to.keys.current).toBe(jwk.kid);
  });

  test("that signs DER, or with another key, is found out by its first signature", async () => {
    await expect(issuing({ keys: only(signer("der")) }).auth.signIn("u1")).rejects.toThrow("not DER");
    const other: SigningKey = { alg: "Ed25519", kid: "x", jwk: publicOf(made("Ed25519")), sign: () => Promise.resolve(new Uint8Array(64)) };
    await expect(issuing({ keys: only(other) }).auth.signIn("u1")).rejects.toThrow("does not sign with its jwk.");
  });

  test("that fails is 503, and the refresh token is good for another try", async () => {
    let isDown = false;
    const own = signer("ieee-p1363");
    const keys = only({
      ...own,
      sign: (data) => (isDown ? Promise.reject(new Error("throttled")) : "sign" in own ? own.sign(data) : Promise.reject()),
    } as SigningKey);
    const to = issuing({ keys });
    const pair = await signedIn(to);
    isDown = true;
    await expect(to.auth.refresh(pair.refreshToken)).rejects.toThrow(UnavailableError);
    isDown = false;
    to.now += 86_400_000;
    expect(await to.auth.refresh(pair.refreshToken)).toMatchObject({ session: pair.session });
  });

  test("hands in no private members, and is named by its thumbprint", () => {
    const whole = made("Ed25519").export({ format: "jwk" }) as PublicJwk;
    const sign = () => Promise.resolve(new Uint8Array());
    expect(() => only({ alg: "Ed25519", jwk: whole, sign })).toThrow("hand in its public part");
    const { kty, crv, x, y } = jwk as Required<PublicJwk>;
    expect(only({ alg: "ES256", jwk: { kty, crv, x, y }, sign }).current).toBe(thumbprint(jwk));
  });
});

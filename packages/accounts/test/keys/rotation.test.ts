import type { Context } from "@ampoule/core";
import { jwt, type PublicAlgorithm, type PublicJwk } from "@ampoule/core/jwt";
import { decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import { signingKeys, type SigningKey } from "../../src/index.js";
import { faultOf, issuing, signedIn } from "../tokens/issuing.js";
import { ed, made, secret } from "./making.js";

describe("rotation", () => {
  test("S-131, A8 the new key signs, the old one verifies until the overlap is over, and the set shows both", async () => {
    const clock = () => to.now;
    const keys = signingKeys({ keys: [ed()], overlap: 3_600, clock });
    const to = issuing({ keys });
    const verifier = to.auth.verification;
    const [old, before] = [keys.current, await signedIn(to)];
    const fresh = keys.add(ed());
    expect([keys.current, keys.jwks().keys.map(({ kid }) => kid)]).toEqual([old, [old, fresh]]);
    keys.use(fresh);
    const after = await signedIn(to);
    expect(decodeProtectedHeader(after.accessToken).kid).toBe(fresh);
    expect([await faultOf(to, before.accessToken), await faultOf(to, after.accessToken)]).toEqual([undefined, undefined]);
    to.now += 3_600_000;
    expect(keys.jwks().keys.map(({ kid }) => kid)).toEqual([fresh]);
    expect(await jwt({ ...verifier, clock: () => to.now - 3_600_000 }).verify(before.accessToken, {} as Context)).toMatchObject({
      code: "unknown_key",
    });
  });

  test("S-159, A8 the kill switch: what a dropped key signed is refused at once, also by who verified it before", async () => {
    const to = issuing();
    const verifier = jwt(to.auth.verification);
    const { accessToken } = await signedIn(to);
    const stolen = to.keys.current;
    expect(await verifier.verify(accessToken, {} as Context)).toMatchObject({ sub: "u1" });
    expect(() => to.keys.drop(stolen)).toThrow("use another one first");
    to.keys.rotate(ed());
    expect(await verifier.verify(accessToken, {} as Context)).toMatchObject({ sub: "u1" });
    to.keys.drop(stolen);
    expect(await verifier.verify(accessToken, {} as Context)).toMatchObject({ code: "unknown_key" });
    expect(await faultOf(to, (await signedIn(to)).accessToken)).toBeUndefined();
  });

  test("S-131 going back to a key that signed before keeps it", () => {
    const keys = signingKeys({ keys: [ed()], overlap: 0, clock: () => 0 });
    const first = keys.current;
    keys.use(first);
    expect(keys.jwks().keys).toHaveLength(1);
    keys.rotate(ed());
    expect(keys.jwks().keys).toHaveLength(1);
    expect(() => keys.use(first)).toThrow("there is no key");
  });

  test("S-131 a key of an algorithm that verifiers were not told of is refused before it signs", async () => {
    const to = issuing({ keys: signingKeys({ keys: [ed()] }) });
    const verifier = jwt(to.auth.verification);
    for (const alg of ["ES256", "EdDSA"] as const) {
      expect(() => to.keys.rotate({ alg, key: made(alg) })).toThrow(`signingKeys({ algorithms: ["${alg}"]`);
    }
    expect(() => to.keys.add({ alg: "HS256", secret: secret() })).toThrow("none must be taken for the other");
    expect(to.keys.jwks().keys).toHaveLength(1);
    expect(await verifier.verify((await signedIn(to)).accessToken, {} as Context)).toMatchObject({ sub: "u1" });
  });

  test("S-131 a key of another algorithm that was announced is taken by verifiers from before, and the old one's tokens are too", async () => {
    const to = issuing({ keys: signingKeys({ keys: [ed()], algorithms: ["ES256", "Ed25519"] }) });
    expect(to.keys.algorithms).toEqual(["Ed25519", "ES256"]);
    const verifier = jwt(to.auth.verification);
    const before = await signedIn(to);
    to.keys.rotate({ alg: "ES256", key: made("ES256") });
    for (const { accessToken } of [before, await signedIn(to)]) {
      expect(await verifier.verify(accessToken, {} as Context)).toMatchObject({ sub: "u1" });
    }
    expect(() => signingKeys({ keys: [ed()], algorithms: ["HS256"] })).toThrow("none must be taken for the other");
  });

  test("a name is given once, and secrets do not mix with private keys", () => {
    const key = ed();
    expect(() => signingKeys({ keys: [key, key] })).toThrow("two keys");
    expect(() => signingKeys({ keys: [key, { alg: "HS256", secret: secret() }] })).toThrow("none must be taken for the other");
    expect(() => issuing({ keys: signingKeys({ keys: [key], overlap: 60 }) })).toThrow("overlap");
  });

  test("S-116 the published set holds public members only", () => {
    const algorithms: PublicAlgorithm[] = ["Ed25519", "ES256", "RS256"];
    const [first, ...others] = algorithms.map((alg): SigningKey => ({
      alg,
      jwk: { ...(made(alg).export({ format: "jwk" }) as PublicJwk & { d: string }), kid: alg },
    }));
    const keys = signingKeys({ keys: [first as SigningKey, ...others] });
    const members = keys.jwks().keys.map((key) => Object.keys(key).toSorted().join(" "));
    expect(members).toEqual(["alg crv kid kty use x", "alg crv kid kty use x y", "alg e kid kty n use"]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });

  test("A7 a service that verifies needs the published set and nothing else", async () => {
    const to = issuing();
    const { issuer, audience } = to.auth.verification;
    const published = JSON.parse(JSON.stringify(to.keys.jwks().keys)) as PublicJwk[];
    const elsewhere = jwt({ issuer, audience, keys: published.map((jwk) => ({ alg: "Ed25519" as const, jwk })), clock: () => to.now });
    expect(await elsewhere.verify((await signedIn(to)).accessToken, {} as Context)).toMatchObject({ sub: "u1", scopes: ["read", "write"] });
  });
});

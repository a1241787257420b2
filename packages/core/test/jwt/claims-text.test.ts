import { describe, expect, test } from "vitest";
import type { AccessToken } from "../../src/jwt/index.js";
import { audience, claims, grant, issuer, localKeys, mint, now, pairOf, signed, verdict, verifierOf } from "./tokens.js";

const pair = await pairOf("HS256");
const keys = localKeys(pair);
const verifier = verifierOf(keys);
const good = { alg: "HS256", typ: "at+jwt" };

/** What a token with this text as claims becomes. */
const said = async (text: string | Uint8Array) => verdict(verifier, await signed(good, text, pair.sign));
/** The claims with one member written as it is. */
const written = (name: string, text: string) => JSON.stringify({ ...claims, [name]: "HERE" }).replace('"HERE"', text);

describe("JSON that can be read in two ways", () => {
  test.each([
    ["S-101 J6 sub twice", `${JSON.stringify(claims).slice(0, -1)},"sub":"admin"}`],
    ["S-101 sub twice, once escaped", `${JSON.stringify(claims).slice(0, -1)},"\\u0073ub":"admin"}`],
    ["S-101 twice, deep inside", `${JSON.stringify(claims).slice(0, -1)},"x":[{"a":{"b":1,"c":[],"b":2}}]}`],
    ["S-101 twice, with white space", `${JSON.stringify(claims).slice(0, -1)} , \n "sub" : "admin"}`],
    ["S-102 J7 a byte order mark", `\uFEFF${JSON.stringify(claims)}`],
    ["S-102 UTF-16", Buffer.from(JSON.stringify(claims), "utf16le")],
    ["S-102 UTF-16 with a mark", Buffer.from(`\uFEFF${JSON.stringify(claims)}`, "utf16le")],
    ["S-102 ill-formed UTF-8", Buffer.from(written("sub", '"\xff"'), "latin1")],
    ["S-102 UTF-8 that is too long", Buffer.from(written("sub", '"\xc1\xa1"'), "latin1")],
    ["S-102 a surrogate alone", written("sub", '"\\ud800"')],
    ["S-102 a surrogate alone in a name", `${JSON.stringify(claims).slice(0, -1)},"\\udc00":1}`],
    ["S-103 null", "null"],
    ["S-103 an array", "[]"],
    ["S-103 a string", '"x"'],
    ["S-103 a number", "1"],
    ["S-103 nothing", " "],
    ["S-104 __proto__", `${JSON.stringify(claims).slice(0, -1)},"__proto__":{"admin":true}}`],
    ["S-104 __proto__, escaped", `${JSON.stringify(claims).slice(0, -1)},"\\u005f_proto__":{"admin":true}}`],
    ["a string without an end", `${JSON.stringify(claims).slice(0, -2)}`],
    ["a number that is infinite", written("x", "1e999")],
    ["two values", `${JSON.stringify(claims)}{}`],
    ["brackets that do not fit", `${JSON.stringify(claims).slice(0, -1)}]`],
  ])("%s: refused", async (_, text) => {
    expect(await said(text)).toBe("malformed_claims");
  });

  test("equal names in different objects, and names among values, are no repeats", async () => {
    expect(
      await said(`${JSON.stringify(claims).slice(0, -1)},"a":{"sub":1},"b":[{"sub":1},{"sub":1}],"c":"sub","d":["sub","sub","x:y",{}]}`),
    ).toBe("granted");
  });
});

describe("what a handler is given", () => {
  test("S-104 claims are inert: frozen, without prototypes, and nothing is polluted", async () => {
    const token = await grant(
      verifier,
      await signed(good, `${JSON.stringify(claims).slice(0, -1)},"constructor":{"prototype":{"polluted":1}},"list":[{"a":1}]}`, pair.sign),
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    const inner = token.claims["constructor"] as object;
    const list = token.claims["list"] as object[];
    for (const object of [token.claims, inner, list[0] as object]) expect(Object.getPrototypeOf(object)).toBeNull();
    for (const object of [token, token.aud, token.scopes, token.claims, inner, list, list[0] as object])
      expect(Object.isFrozen(object)).toBe(true);
    expect(token.claims["toString"]).toBeUndefined();
    expect("admin" in token.claims).toBe(false);
  });

  test("it holds what the claims say", async () => {
    const expected: AccessToken = {
      iss: issuer,
      sub: "alice",
      aud: [audience],
      exp: now + 300,
      iat: now - 10,
      jti: "1",
      clientId: "app",
      scopes: ["read", "write"],
      claims: { ...claims, client_id: "app", azp: "other" },
    };
    const token = await grant(verifier, await mint(pair, { client_id: "app", azp: "other" }));
    expect({ ...token, claims: { ...token.claims } }).toEqual(expected);
    expect((await grant(verifier, await mint(pair, { azp: "other" }))).clientId).toBe("other");
  });

  test.each([
    ["scope", { scope: "a b a  b" }, ["a", "b"]],
    ["scope", { scope: ["a"] }, []],
    ["scp", { scp: ["a", 1, "b"] }, ["a", "b"]],
    ["scp", { scp: "a b" }, ["a", "b"]],
    ["permissions", { permissions: ["a"], scope: "b" }, ["a"]],
    ["roles", { roles: ["a"] }, ["a"]],
    [({ realm }: Record<string, unknown>) => realm as string[], { realm: ["x"] }, ["x"]],
  ])("scopes from %s of %j", async (scopesFrom, changes, scopes) => {
    expect((await grant(verifierOf(keys, { scopesFrom }), await mint(pair, { scope: undefined, ...changes }))).scopes).toEqual(scopes);
  });
});

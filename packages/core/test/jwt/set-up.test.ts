import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { bearer } from "../../src/index.js";
import { allowAnyAudience, allowInsecureHttp, allowUntyped, jwks, jwt, keyRing, type LocalKeys } from "../../src/jwt/index.js";
import { refused } from "./refused.js";
import { issuer, localKeys, mint, newPair, pairOf, verdict, verifierOf } from "./tokens.js";

const secret = randomBytes(32);
const keys: LocalKeys = [{ alg: "HS256", secret }];
const source = { find: () => [] };
const { jwk: ec } = await pairOf("ES256");

describe("a verifier that does not start", () => {
  test.each<[string, object, RegExp]>([
    ["S-095 without an audience", { audience: undefined }, /an audience/],
    ["S-095 with an empty one", { audience: "" }, /an audience/],
    ["S-095 with none in a list", { audience: [] }, /an audience/],
    ["S-095 with one that is no text", { audience: [/.*/] }, /an audience/],
    ["S-095 with a switch that says nothing", { audience: undefined, [allowAnyAudience]: true }, /function/],
    ["without an issuer", { issuer: undefined }, /an issuer/],
    ["with several", { issuer: [issuer] }, /an issuer/],
    ["S-326 CVE-2026-35041 with a pattern for an issuer", { issuer: /.*/ }, /an issuer/],
    ["S-326 with a pattern for an audience", { audience: /^(a+)+$/ }, /an audience/],
    ["S-326 with a pattern for a claim", { claims: { a: /.*/ } }, /claim a/],
    ["S-066 J9 CVE-2026-22817 CVE-2026-22818 CVE-2020-15084 with a source and no algorithms", { keys: source }, /algorithms/],
    ["S-066 with a ring and no algorithms", { keys: keyRing(keys) }, /algorithms/],
    ["S-066 with an empty list of algorithms", { keys: source, algorithms: [] }, /algorithms/],
    ["S-067 with none among the algorithms", { keys: source, algorithms: ["RS256", "none"] }, /no "none"/],
    ["S-110 with an algorithm that is not known", { keys: source, algorithms: ["ES256K"] }, /algorithms/],
    ["with one that is no list", { keys: source, algorithms: "RS256" }, /algorithms/],
    ["S-066 with a key that names no algorithm", { keys: [{ secret }] }, /which algorithm/],
    [
      "S-070 with secrets and public keys",
      {
        keys: [
          { alg: "HS256", secret },
          { alg: "ES256", jwk: ec },
        ],
      },
      /at once/,
    ],
    ["S-070 CVE-2022-23541 with algorithms of both kinds", { keys: source, algorithms: ["RS256", "HS256"] }, /at once/],
    ["without keys", { keys: undefined }, /needs keys/],
    ["with an empty list of keys", { keys: [] }, /no key/],
    ["with a source that is none", { keys: {}, algorithms: ["RS256"] }, /keys.find/],
    [
      "with a kid twice",
      {
        keys: [
          { alg: "HS256", secret, kid: "a" },
          { alg: "HS384", secret: randomBytes(48), kid: "a" },
        ],
      },
      /kid "a"/,
    ],
    ["with a kid that is no text", { keys: [{ alg: "HS256", secret, kid: 1 }] }, /kid/],
    ["S-090 with a leeway over a minute", { leeway: 61 }, /leeway/],
    ["S-090 with a negative one", { leeway: -1 }, /leeway/],
    ["S-090 with an endless one", { leeway: Number.POSITIVE_INFINITY }, /leeway/],
    ["S-090 with one that is no number", { leeway: Number.NaN }, /leeway/],
    ["S-090 with one that is text", { leeway: "5" }, /leeway/],
    ["with a lifetime of none", { maxLifetime: 0 }, /maxLifetime/],
    ["with a cache of nothing", { cache: { size: 0 } }, /cache size/],
    ["with a cache of half a token", { cache: { size: 1.5 } }, /cache size is a whole number/],
    ["with a cache without a bound", { cache: { size: Number.POSITIVE_INFINITY } }, /cache size/],
    ["S-098 with the type JWT", { type: "JWT" }, /allowUntyped/],
    ["with an empty type", { type: "" }, /a type/],
    ["with a switch that says nothing", { [allowUntyped]: true }, /function/],
    ["with a clock that is none", { clock: 5 }, /clock/],
    ["with claims that are no text", { claims: { a: 1 } }, /claim a/],
    ["with an empty list for a claim", { claims: { a: [] } }, /claim a/],
    ["with a place for scopes that is not known", { scopesFrom: "groups" }, /scopesFrom/],
  ])("%s", (_, changes, message) => {
    expect(refused(() => verifierOf(keys, changes))).toMatch(message);
  });

  test("a scope that cannot be sent is refused where the scheme is made", () => {
    expect(refused(() => bearer(verifierOf(keys, { scopes: ["a b"] })))).toMatch(/scope/);
  });
});

describe("addresses of keys", () => {
  const address = "https://issuer.example/keys";
  test.each<[string, string | URL, object, RegExp]>([
    ["S-125 http", "http://issuer.example/keys", {}, /not https/],
    ["S-125 http on loopback", "http://127.0.0.1/keys", {}, /not https/],
    ["S-125 http with a switch that is not true", "http://127.0.0.1/keys", { [allowInsecureHttp]: 1 }, /not https/],
    ["file", "file:///etc/passwd", { [allowInsecureHttp]: true }, /not https/],
    ["data", new URL("data:application/json,{}"), { [allowInsecureHttp]: true }, /not https/],
    ["no address", "keys", {}, /an address/],
    ["a user and a password", "https://user:password@issuer.example/keys", {}, /password/],
    ["S-121 no cooldown", address, { cooldown: 0 }, /1,000/],
    ["times that contradict each other", address, { cooldown: 10_000, maxAge: 5_000 }, /cooldown/],
    ["a limit below the age", address, { staleLimit: 5_000 }, /staleLimit/],
    ["endless times", address, { staleLimit: Number.POSITIVE_INFINITY }, /milliseconds/],
    ["no number", address, { maxAge: Number.NaN }, /milliseconds/],
    ["no time at all", address, { timeout: 0 }, /timeout/],
    ["too much time", address, { timeout: 60_001 }, /timeout/],
    ["S-070 secrets", address, { algorithms: ["HS256"] }, /secret/],
    ["S-067 none", address, { algorithms: ["none"] }, /secret/],
  ])("%s: refused", (_, url, options, message) => {
    const text = refused(() => jwks(url, options));
    expect(text).toMatch(message);
    expect(text).not.toContain("user:password");
  });
});

test("S-320 nothing that is made shows a secret", async () => {
  const text = "correct horse battery staple, 2026-11-21";
  const ring = keyRing([{ alg: "HS256", kid: "k", secret: text }]);
  const verifier = jwt({ issuer, audience: "a", keys: ring, algorithms: ["HS256"] });
  for (const made of [ring, verifier, bearer(verifier), await ring.find({ alg: "HS256", kid: "k" })]) {
    const shown = [inspect(made, { depth: 9, showHidden: true }), JSON.stringify(made)].join();
    expect(shown).not.toContain("horse");
    expect(shown).not.toContain(Buffer.from(text).toString("base64url").slice(0, 12));
  }
});

test("what is handed in may be changed afterwards without effect", async () => {
  const pair = await newPair("ES256", "a");
  const jwk = { ...pair.jwk };
  const mutable = [{ alg: "ES256" as const, jwk }];
  const audiences = ["https://api.example"];
  const verifier = verifierOf(mutable, { audience: audiences });
  mutable.length = 0;
  audiences.length = 0;
  jwk.x = "";
  expect(await verdict(verifier, await mint(pair))).toBe("granted");
  expect(localKeys(pair)).toHaveLength(1);
});

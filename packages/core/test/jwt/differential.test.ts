import { createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { jwtVerify } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { describe, expect, test } from "vitest";
import {
  audience,
  claims,
  encode,
  issuer,
  localKeys,
  mint,
  newPair,
  now,
  pairOf,
  signed,
  verdict,
  verifierOf,
  type Pair,
} from "./tokens.js";
import { hasVectors } from "./vectors/folder.js";

/** Rules of ours that jose and jsonwebtoken do not have, by the code with which they refuse. */
const strictness: Readonly<Record<string, string>> = {
  not_canonical: "one spelling of each byte (S-084, S-085)",
  malformed_token: "no byte outside the alphabet (S-083); 8,192 characters",
  malformed_header: "no member twice, no byte order mark, well-formed text (S-101, S-102); kid and typ are text (S-075)",
  critical_extension: "no crit and no b64 (S-079, S-080)",
  unknown_key: "a kid names a key, and no other is tried (S-075)",
  wrong_type: "typ is at+jwt (S-098)",
  malformed_claims:
    "no member twice, no byte order mark, well-formed text, no __proto__, finite numbers, 32 levels (S-101 to S-104, S-106)",
  missing_exp: "exp is there (S-087)",
  missing_sub: "sub is there (S-097)",
  malformed_sub: "sub is text (S-097)",
  malformed_exp: "exp is a date after 1970 (S-088)",
  malformed_nbf: "nbf is a date after 1970 (S-091)",
  malformed_iat: "iat is a date after 1970 (S-092)",
  malformed_aud: "aud is text, or a list of it (S-096)",
  malformed_iss: "iss is text (S-094)",
  malformed_jti: "jti is text",
  malformed_client_id: "client_id is text",
  malformed_azp: "azp is text",
  wrong_kind: "no ID token (S-099)",
  issued_in_future: "iat is not ahead (S-092)",
};

/** A repeatable row of numbers (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const values = [
  "null",
  "true",
  "0",
  "-1",
  "1",
  `${now}`,
  `${now - 1}`,
  `${now + 1}`,
  `${now + 9e5}`,
  "1e999",
  "1.5",
  '""',
  '"x"',
  `"${now + 60}"`,
  "[]",
  "{}",
  `"${issuer}"`,
  `["${issuer}"]`,
  `"${audience}"`,
  `["x","${audience}"]`,
  '"at+jwt"',
  '"JWT"',
  '"none"',
  '"\\ud800"',
  '"é"',
  `[[[[1]]]]`,
  '"one"',
] as const;
const names = [
  "iss",
  "sub",
  "aud",
  "exp",
  "nbf",
  "iat",
  "jti",
  "scope",
  "nonce",
  "at_hash",
  "azp",
  "client_id",
  "__proto__",
  "constructor",
  "alg",
  "typ",
  "kid",
  "crit",
  "b64",
  "jwk",
  "cty",
  "zip",
  "x",
] as const;
const strangers = ["=", " ", "\n", "+", "/", ".", "%", "\0", "é", "A", "w", "_"] as const;

type Pick = <T>(list: readonly T[]) => T;

/** Changes JSON as an attacker, or a broken issuer, would. */
function changedJson(object: object, pick: Pick): string {
  const text = JSON.stringify(object);
  const name = pick(names);
  const value = pick(values);
  switch (pick(["set", "repeat", "first", "drop", "escape", "bom", "deep", "space", "cut", "byte"] as const)) {
    case "set":
      return JSON.stringify({ ...object, [name]: "HERE" }).replace('"HERE"', value);
    case "repeat":
      return `${text.slice(0, -1)},"${name}":${value}}`;
    case "first":
      return `{"${name}":${value},${text.slice(1)}`;
    case "drop":
      return JSON.stringify(Object.fromEntries(Object.entries(object).filter(([own]) => own !== pick(Object.keys(object)))));
    case "escape":
      return text.replace('"s', '"\\u0073');
    case "bom":
      return `\uFEFF${text}`;
    case "deep":
      return `${text.slice(0, -1)},"x":${"[".repeat(40)}${"]".repeat(40)}}`;
    case "space":
      return JSON.stringify(object, null, 2);
    case "cut":
      return text.slice(0, -1);
    case "byte":
      return text.replace(pick(names), "\u0000");
  }
}

/** A token, changed before or after it was signed. */
async function mutant(pair: Pair, below: (below: number) => number): Promise<string> {
  const pick: Pick = (list) => list[below(list.length)] as (typeof list)[number];
  const header = { alg: pair.alg, typ: "at+jwt", kid: "one" };
  const parts: [string | object, string | object] = [header, claims];
  const index = below(2);
  const way = below(4);
  if (way < 2) parts[index] = changedJson(parts[index] as object, pick);
  const token = await signed(parts[0], parts[1], pair.sign);
  if (way < 2 && below(4) > 0) return token;
  const at = below(token.length);
  switch (below(6)) {
    case 0:
      return token.slice(0, at) + pick(strangers) + token.slice(at);
    case 1:
      return token.slice(0, at) + pick(strangers) + token.slice(at + 1);
    case 2:
      return token.slice(0, at) + token.slice(at + 1);
    case 3:
      return `${token}${pick(strangers)}`;
    case 4:
      return token.slice(0, -1) + pick(Array.from("AQgwBRhxEIMUYckosw048"));
    default:
      return [encode(changedJson(header, pick)), ...token.split(".").slice(1)].join(".");
  }
}

type Judge = (token: string) => Promise<boolean>;

function keyObject({ alg, secret, jwk }: Pair): KeyObject {
  return alg.startsWith("HS") ? createSecretKey(secret) : createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
}

function byJose({ alg, key }: Pair): Judge {
  const options = { issuer, audience, algorithms: [alg], currentDate: new Date(now * 1_000), clockTolerance: 0 };
  return (token) =>
    jwtVerify(token, key, options).then(
      () => true,
      () => false,
    );
}

function byJsonwebtoken(pair: Pair): Judge {
  const key = keyObject(pair);
  return async (token) => {
    try {
      jsonwebtoken.verify(token, key, { algorithms: [pair.alg as jsonwebtoken.Algorithm], issuer, audience, clockTimestamp: now });
      return true;
    } catch {
      return false;
    }
  };
}

const rounds = hasVectors ? 20_000 : 1_000;

describe("S-329 differential: mutated tokens, judged by us, by jose and by jsonwebtoken", () => {
  // jsonwebtoken knows no EdDSA.
  test.each(["HS256", "RS256", "PS256", "ES256", "EdDSA"] as const)(
    `%s: of ${rounds} nothing is accepted that another refuses, and what we alone refuse has a named rule`,
    { timeout: 600_000 },
    async (alg) => {
      const pair = await pairOf(alg, "one");
      // The others allow clocks no difference unless they are told.
      const verifier = verifierOf(localKeys(pair), { leeway: 0 });
      const others: readonly (readonly [string, Judge])[] =
        alg === "EdDSA"
          ? [["jose", byJose(pair)]]
          : [
              ["jose", byJose(pair)],
              ["jsonwebtoken", byJsonwebtoken(pair)],
            ];
      const below = numbers(alg.charCodeAt(0) * 1_000 + alg.charCodeAt(1));
      const alone = new Map<string, number>();
      const looser: string[] = [];
      let accepted = 0;
      let refusedByAll = 0;
      for (let round = 0; round < rounds; round += 1) {
        const token = await mutant(pair, below);
        const [ours, verdicts] = await Promise.all([
          verdict(verifier, token),
          Promise.all(others.map(async ([name, judge]) => [name, await judge(token)] as const)),
        ]);
        const refusing = verdicts.filter(([, isAccepted]) => !isAccepted).map(([name]) => name);
        if (ours === "granted") {
          accepted += 1;
          if (refusing.length > 0) looser.push(`${refusing.join()}: ${token}`);
        } else if (refusing.length < others.length) alone.set(ours, (alone.get(ours) ?? 0) + 1);
        else refusedByAll += 1;
      }
      if (hasVectors)
        console.log(
          `differential ${alg}: ${rounds} mutants, ${accepted} accepted by all, ${refusedByAll} refused by all, ${looser.length} accepted by us and refused by another; refused by us and accepted by another: ${JSON.stringify(Object.fromEntries(alone))}`,
        );
      expect(looser).toEqual([]);
      expect([...alone.keys()].filter((code) => !(code in strictness))).toEqual([]);
      expect(accepted).toBeGreaterThan(rounds / 100);
    },
  );

  test("what is good is good for all three", async () => {
    for (const alg of [
      "HS256",
      "HS384",
      "HS512",
      "RS256",
      "RS384",
      "RS512",
      "PS256",
      "PS384",
      "PS512",
      "ES256",
      "ES384",
      "ES512",
    ] as const) {
      const pair = await newPair(alg, "one");
      const token = await mint(pair);
      expect([await verdict(verifierOf(localKeys(pair)), token), await byJose(pair)(token), await byJsonwebtoken(pair)(token)]).toEqual([
        "granted",
        true,
        true,
      ]);
    }
  });
});

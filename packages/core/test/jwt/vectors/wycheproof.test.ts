import { afterAll, describe, expect, test } from "vitest";
import { hasVectors, readVectors, unless } from "./folder.js";
import { openWith, type Jwk } from "./key-of-vectors.js";

interface Case {
  readonly tcId: number;
  readonly comment: string;
  readonly result: "valid" | "invalid";
  readonly jws?: unknown;
  readonly jwe?: unknown;
}
type Keys = Jwk | { readonly keys: readonly Jwk[] };
interface Group {
  readonly private?: Keys;
  readonly public?: Keys;
  readonly tests: readonly Case[];
}

/** Valid cases that are refused, each with its reason. docs/vectors.md says more. */
const refusedValid: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  json_web_signature_test: {
    346: "unknown_key", // a key for PS256, a token of PS384
    347: "no algorithm that is known", // a key for "ES521", which is not registered
    350: "unknown_key", // as 346
    351: "no algorithm that is known", // as 347
    372: "malformed_token", // a character that base64url does not have
    373: "malformed_token", // as 372
  },
  json_web_key_test: {},
  json_web_crypto_test: {},
};

interface Count {
  readonly file: string;
  readonly cases: number;
  readonly invalidAccepted: number[];
  readonly validRefused: number[];
  /** Invalid ones that are, byte for byte and key for key, a valid one too: no verifier can get both right (C2SP/wycheproof issue 236). */
  readonly contradicted: number[];
}
const counts: Count[] = [];

afterAll(() => {
  for (const { file, cases, invalidAccepted, validRefused, contradicted } of counts) {
    const lists = [invalidAccepted, validRefused, contradicted].map(
      (ids) => `${ids.length}${ids.length > 0 ? ` (${ids.join(", ")})` : ""}`,
    );
    console.log(
      `wycheproof ${file}: ${cases} signatures, ${lists[0]} invalid accepted, ${lists[1]} valid refused, ${lists[2]} labelled both valid and invalid`,
    );
  }
});

function keysOf({ public: open, private: hidden }: Group): readonly Jwk[] {
  const keys: Keys = open ?? hidden ?? { keys: [] };
  return "keys" in keys ? (keys.keys as readonly Jwk[]) : [keys];
}

describe.runIf(hasVectors)("Wycheproof", () => {
  test.each([
    ["S-111", "json_web_signature_test", 401, [367, 370]],
    ["S-112", "json_web_key_test", 26, []],
    ["S-112", "json_web_crypto_test", 49, []],
  ])(
    "%s %s: of %i signatures no invalid one is accepted, and each valid one that is refused has a reason",
    async (_, file, cases, both) => {
      const { testGroups } = readVectors<{ testGroups: readonly Group[] }>("wycheproof", `${file}.json`);
      const expected = refusedValid[file] ?? {};
      const count: Count = { file, cases, invalidAccepted: [], validRefused: [], contradicted: [] };
      let seen = 0;
      for (const group of testGroups) {
        for (const { tcId, result, jws } of group.tests) {
          if (jws === undefined) continue;
          seen += 1;
          const outcome = await openWith(keysOf(group), jws as string);
          if (outcome === "granted" && result === "invalid") {
            const isValidToo = group.tests.some((other) => other.result === "valid" && other.jws === jws);
            (isValidToo ? count.contradicted : count.invalidAccepted).push(tcId);
          }
          if (outcome !== "granted" && result === "valid") {
            count.validRefused.push(tcId);
            expect.soft(outcome, `tcId ${tcId}`).toContain(expected[tcId] ?? "nothing: this one should be accepted");
          }
        }
      }
      counts.push(count);
      expect(seen).toBe(cases);
      expect(count.invalidAccepted).toEqual([]);
      expect(count.contradicted).toEqual(both);
      expect(count.validRefused).toEqual(Object.keys(expected).map(Number));
    },
  );

  test.each([
    ["json_web_encryption_test", 139],
    ["json_web_crypto_test", 34],
  ])("S-081 %s: all %i encrypted tokens are refused unread, the valid ones too", async (file, cases) => {
    const { testGroups } = readVectors<{ testGroups: readonly Group[] }>("wycheproof", `${file}.json`);
    const encrypted = testGroups.flatMap(({ tests }) => tests.flatMap(({ jwe }) => (jwe === undefined ? [] : [jwe as string])));
    expect(encrypted).toHaveLength(cases);
    for (const token of encrypted)
      expect(["encrypted_token", "malformed_token", "oversized_token"]).toContain(await openWith([hmac], token));
  });
});

const hmac = { kty: "oct", alg: "HS256", k: Buffer.alloc(32, 1).toString("base64url") };

if (!hasVectors) test.skip(`Wycheproof${unless}`);

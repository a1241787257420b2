import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { answer, audience, claims, encode, issuer, localKeys, mint, newPair, pairOf, signed, verdict, verifierOf } from "./tokens.js";

const pair = await pairOf("HS256");
const verifier = verifierOf(localKeys(pair));
const token = await mint(pair);
const [header = "", payload = "", signature = ""] = token.split(".");
const good = { alg: "HS256", typ: "at+jwt" };

/** Milliseconds that the fastest of a few runs takes: another process may have slowed the others. */
async function fastest(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return Math.min(...times);
}

describe("the compact form", () => {
  test.each([
    ["a space in the signature", `${header}.${payload}.${signature.slice(0, 5)} ${signature.slice(5)}`],
    ["a newline in the signature", `${header}.${payload}.${signature}\n`],
    ["a tab before it", `\t${token}`],
    ["J2 padding", `${token}=`],
    ["two of it", `${token}==`],
    ["padding in the header", `${header}=.${payload}.${signature}`],
    ["the other alphabet", `${header}.${payload}.${signature.slice(1)}+`],
    ["a slash", `${header}.${payload}.${signature.slice(1)}/`],
    ["a percent sign", `${header}.${payload}.${signature}%3D`],
    ["a letter that is none", `${header}.${payload}.${signature.slice(1)}\u017f`],
    ["a sign that looks like a dot", `${header}\u2024${payload}.${signature}`],
    ["NUL", `${token}\0`],
  ])("S-083 CVE-2022-39227 %s is refused", async (_, changed) => {
    expect(await verdict(verifier, changed)).toBe("malformed_token");
    if (changed.trim() === changed) expect((await answer(verifier, changed)).status).toBe(401);
  });

  test("S-084 J1 the signature in another spelling, by its unused bits, is refused: there is one text for a token", async () => {
    const es = await pairOf("ES256");
    const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (const [known, whole] of [
      [verifier, token],
      [verifierOf(localKeys(es)), await mint(es)],
    ] as const) {
      const last = digits.indexOf(whole.at(-1) ?? "");
      for (const digit of digits) {
        if (digits.indexOf(digit) >> 2 !== last >> 2 || digit === whole.at(-1)) continue;
        const spelled = whole.slice(0, -1) + digit;
        expect(
          Buffer.from(spelled.split(".")[2] ?? "", "base64url").compare(Buffer.from(whole.split(".")[2] ?? "", "base64url")),
        ).toBeLessThanOrEqual(1);
        expect(await verdict(known, spelled)).toMatch(/not_canonical|bad_signature/);
      }
      expect(await verdict(known, whole)).toBe("granted");
    }
  });

  test.each([0, 1])("S-085 part %i in another spelling is refused, though it is signed like that", async (index) => {
    for (const filler of ["", "x", "xx"]) {
      const parts = [encode({ ...good, filler }), encode({ ...claims, filler })];
      const part = parts[index] ?? "";
      if (part.length % 4 === 0) continue;
      parts[index] = part.slice(0, -1) + String.fromCharCode(part.charCodeAt(part.length - 1) + 1);
      const input = parts.join(".");
      const changed = `${input}.${encode(await pair.sign(input))}`;
      expect(await verdict(verifier, changed)).toBe("not_canonical");
    }
  });

  test.each([
    ["one part", header],
    ["two parts", `${header}.${payload}`],
    ["four parts", `${token}.AA`],
    ["six parts", `${token}.AA.AA.AA`],
    ["nothing", ""],
    ["dots only", ".."],
    ["an empty header", `.${payload}.${signature}`],
    ["an empty signature", `${header}.${payload}.`],
  ])("S-107 %s: refused", async (_, changed) => {
    expect(await verdict(verifier, changed)).toBe("malformed_token");
  });

  test("S-107 an empty payload is refused, though it is signed like that", async () => {
    expect(await verdict(verifier, await signed(good, "", pair.sign))).toBe("malformed_claims");
  });

  test.each([
    ["five parts", `${token}.AA.AA`],
    ["five parts, key and tag empty", `${encode({ alg: "dir", enc: "A128GCM" })}..AAAA.AAAA.`],
  ])("S-081 CVE-2023-51774 CVE-2024-28176 CVE-2022-36083 CVE-2021-29443 an encrypted token of %s is refused unread", async (_, changed) => {
    expect(await answer(verifier, changed)).toMatchObject({ status: 401, code: "encrypted_token" });
  });

  test("S-330 CVE-2026-39373 CVE-2024-33664 what costs much to decrypt costs nothing here", async () => {
    const bomb = { alg: "PBES2-HS512+A256KW", enc: "A256GCM", zip: "DEF", p2c: 100_000_000, p2s: "AAAA" };
    const started = performance.now();
    expect(await verdict(verifier, `${encode(bomb)}.AAAA.AAAA.AAAA.AAAA`)).toBe("encrypted_token");
    expect(await verdict(verifier, await signed(bomb, claims, pair.sign))).toBe("unsupported_algorithm");
    expect(performance.now() - started).toBeLessThan(50);
  });

  test.each([
    ["flattened", { protected: header, payload, signature }],
    ["general", { payload, signatures: [{ protected: header, signature }] }],
    ["its algorithm in the unprotected header, GHSA-jc38-x7x8-2xc8", { header: { alg: "HS256" }, payload, signature }],
    ["a name that is a whole token, CVE-2022-39227", { [`${header}.${payload}.${signature}`]: "", protected: header, payload, signature }],
  ])("S-082 JSON serialization is refused, as text and as an object: %s", async (_, json) => {
    expect(await verdict(verifier, JSON.stringify(json))).toBe("malformed_token");
    expect(await verdict(verifier, json)).toBe("malformed_token");
  });

  test.each([undefined, null, 1, {}, [], new Uint8Array(3), Symbol.iterator])("what is no text is refused: %s", async (value) => {
    expect(await verdict(verifier, value)).toBe("malformed_token");
  });

  test("S-108 J12 J13 S-331 a token over 8,192 characters is refused unread, in less than a millisecond", async () => {
    const longest = await signed(good, { ...claims, filler: "x".repeat(5_900) }, pair.sign);
    expect(longest.length).toBeLessThan(8_192);
    expect(await verdict(verifier, longest)).toBe("granted");
    const tooLong = await signed(good, { ...claims, filler: "x".repeat(6_200) }, pair.sign);
    expect(tooLong.length).toBeGreaterThan(8_192);
    expect(await verdict(verifier, tooLong)).toBe("oversized_token");
    for (const huge of [".".repeat(10_000_000), `${header}.${"A".repeat(10_000_000)}.${signature}`, "[".repeat(10_000_000)]) {
      expect(await fastest(async () => expect(await verdict(verifier, huge)).toBe("oversized_token"))).toBeLessThan(1);
    }
  });
});

describe("the header", () => {
  test.each([
    ["no JSON", "{"],
    ["null", "null"],
    ["an array", "[]"],
    ["a string", '"HS256"'],
    ["a number", "1"],
    ["empty", "{}"],
    ["alg a number", '{"alg":1}'],
    ["alg an object", '{"alg":{}}'],
    ["two values", '{"alg":"HS256"}{}'],
    ["a trailing comma", '{"alg":"HS256",}'],
    ["a comment", '{"alg":"HS256"/**/}'],
    ["typ a number", '{"alg":"HS256","typ":1}'],
    ["S-102 a byte order mark", '\uFEFF{"alg":"HS256","typ":"at+jwt"}'],
    ["S-101 alg twice", '{"alg":"none","typ":"at+jwt","alg":"HS256"}'],
    ["S-101 alg twice, once escaped", '{"\\u0061lg":"none","typ":"at+jwt","alg":"HS256"}'],
    ["S-104 __proto__", '{"__proto__":{"alg":"HS256"},"typ":"at+jwt"}'],
    ["S-102 UTF-16", Buffer.from('{"alg":"HS256"}', "utf16le")],
    ["S-102 ill-formed UTF-8", Buffer.from('{"alg":"HS256","x":"\xff"}', "latin1")],
  ])("S-105 GHSA-xmf8-cvqr-rfgj %s: 401, never 500", async (_, changed) => {
    expect(await answer(verifier, await signed(changed, claims, pair.sign))).toMatchObject({
      status: 401,
      code: expect.stringMatching(/malformed_header|unsupported_algorithm/),
    });
  });

  test.each([
    ["unknown", { crit: ["exp2"], exp2: 1 }],
    ["empty", { crit: [] }],
    ["repeated", { crit: ["a", "a"], a: 1 }],
    ["no list", { crit: "b64" }],
    ["null", { crit: null }],
    ["a registered name", { crit: ["alg"] }],
    ["an absent one", { crit: ["absent"] }],
    ["one that others understand", { crit: ["b64"], b64: true }],
  ])("S-079 CVE-2026-35042 CVE-2026-32597 CVE-2025-59420 crit, %s: refused", async (_, critical) => {
    expect(await answer(verifier, await mint(pair, {}, critical))).toMatchObject({ status: 401, code: "critical_extension" });
  });

  test.each([{ b64: false }, { b64: false, crit: ["b64"] }, { b64: "false" }])("S-080 %j: refused", async (unencoded) => {
    expect(await verdict(verifier, await mint(pair, {}, unencoded))).toBe("critical_extension");
  });

  test.each([
    ["a path", "../../dev/null", "unknown_key"],
    ["SQL", "' OR 1=1--", "unknown_key"],
    ["__proto__", "__proto__", "unknown_key"],
    ["constructor", "constructor", "unknown_key"],
    ["toString", "toString", "unknown_key"],
    ["empty", "", "unknown_key"],
    ["an address", "https://attacker.example/key", "unknown_key"],
    ["513 characters", "k".repeat(513), "malformed_header"],
    ["10,000 characters", "k".repeat(10_000), "oversized_credential"],
    ["a number", 1, "malformed_header"],
    ["a list", ["a"], "malformed_header"],
    ["null", null, "malformed_header"],
    ["an object", {}, "malformed_header"],
  ])("S-075 CVE-2025-65945 kid %s: refused, and nothing is looked up by it", async (_, kid, code) => {
    const named = await newPair("HS256", "known");
    expect(await answer(verifierOf(localKeys(named)), await mint(named, {}, { kid }))).toMatchObject({ status: 401, code });
  });

  test("S-073 jku and x5u make no connection", async () => {
    let connections = 0;
    const server = createServer().on("connection", () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const attacker = await newPair("RS256", "attacker");
    const rsa = verifierOf(localKeys(await pairOf("RS256")));
    for (const place of ["jku", "x5u", "jwks_uri", "iss"]) {
      expect(await verdict(rsa, await mint(attacker, {}, { [place]: address }))).toBe("bad_signature");
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(connections).toBe(0);
    server.close();
  });

  test("S-106 J12 2,500 levels or as many members as fit are refused within 5 ms", async () => {
    const deep = `{"alg":"HS256","typ":"at+jwt","x":${"[".repeat(2_500)}${"]".repeat(2_500)}}`;
    const wide = `{"alg":"HS256","typ":"at+jwt",${Array.from({ length: 1_000 }, (_, index) => `"${index}":0`).join(",")},"0":0}`;
    for (const [text, code] of [
      [deep, "malformed_header"],
      [wide, "oversized_token"],
      [wide.slice(0, 4_000), "malformed_header"],
    ] as const) {
      const nested = await signed(text, claims, pair.sign);
      expect(await fastest(async () => expect(await verdict(verifier, nested)).toBe(code))).toBeLessThan(5);
    }
    const everything = `{"alg":"HS256","typ":"at+jwt",${Array.from({ length: 1e5 }, (_, index) => `"${index}":0`).join(",")}}`;
    expect(await verdict(verifier, await signed(everything, claims, pair.sign))).toBe("oversized_token");
  });

  test("32 levels are enough for anybody, 33 are not", async () => {
    const nested = (levels: number) => `${JSON.stringify(claims).slice(0, -1)},"x":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    expect(await verdict(verifier, await signed(good, nested(31), pair.sign))).toBe("granted");
    expect(await verdict(verifier, await signed(good, nested(32), pair.sign))).toBe("malformed_claims");
  });
});

test("S-086 a revoked token stays revoked in every spelling: its name is iss and jti, not its text", async () => {
  const names: string[] = [];
  const revoked = ({ iss, jti }: { iss: string; jti?: string }) => {
    names.push(`${iss} ${jti}`);
    return true;
  };
  const known = verifierOf(localKeys(pair), { revoked });
  const spaced = await signed(JSON.stringify(good, null, 1), claims, pair.sign);
  for (const text of [token, spaced, token]) expect(await answer(known, text)).toMatchObject({ status: 401, code: "revoked" });
  expect(new Set(names)).toEqual(new Set([`${issuer} 1`]));
  expect(audience).not.toBe(issuer);
});

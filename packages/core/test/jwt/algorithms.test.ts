import { createHmac, createPublicKey, type JsonWebKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  answer,
  claims,
  encode,
  localKeys,
  mint,
  newPair,
  pairOf,
  pemOf,
  publicAlgorithms,
  secretAlgorithms,
  signed,
  verdict,
  verifierOf,
} from "./tokens.js";

const algorithms = [...publicAlgorithms, ...secretAlgorithms];

describe("every algorithm", () => {
  test.each(algorithms)("S-065 a good %s token is accepted", async (alg) => {
    const pair = await pairOf(alg);
    expect(await answer(verifierOf(localKeys(pair)), await mint(pair))).toMatchObject({ status: 200, body: "alice" });
  });

  test.each(algorithms)("%s: another key's signature, and one with a bit changed, are refused", async (alg) => {
    const [pair, other] = [await pairOf(alg), await newPair(alg)];
    const verifier = verifierOf(localKeys(pair));
    expect(await verdict(verifier, await mint(other))).toBe("bad_signature");
    const sign = async (input: string) => (await pair.sign(input)).map((byte, index) => (index === 7 ? byte ^ 1 : byte));
    expect(await verdict(verifier, await mint({ ...pair, sign }))).toBe("bad_signature");
  });

  test.each(algorithms)("S-066 S-071 %s: a good signature under every other name is refused", async (alg) => {
    const pair = await pairOf(alg);
    const isSame = (other: string) => other === alg || (other.startsWith("Ed") && alg.startsWith("Ed"));
    for (const other of algorithms.filter((name) => !isSame(name))) {
      expect(await verdict(verifierOf(localKeys(pair)), await mint(pair, {}, { alg: other }))).toBe("unsupported_algorithm");
    }
  });

  test("EdDSA and Ed25519 are one algorithm with two names; the list says which may be used", async () => {
    const [old, pair] = [await pairOf("EdDSA"), await pairOf("Ed25519")];
    expect(await verdict(verifierOf(localKeys(pair)), await mint(pair, {}, { alg: "EdDSA" }))).toBe("unsupported_algorithm");
    expect(await verdict(verifierOf(localKeys(pair), { algorithms: ["EdDSA", "Ed25519"] }), await mint(pair, {}, { alg: "EdDSA" }))).toBe(
      "granted",
    );
    expect(await verdict(verifierOf(localKeys(old), { algorithms: ["EdDSA", "Ed25519"] }), await mint(old, {}, { alg: "Ed25519" }))).toBe(
      "granted",
    );
  });
});

describe("what a token says of its algorithm", () => {
  test.each([
    "none",
    "None",
    "nOnE",
    "NONE",
    "",
    null,
    undefined,
    1,
    [],
    {},
    ["RS256"],
    true,
    "HS256 ",
    "hs256",
    "HS256\u0000",
    "RS256",
    "toString",
    "__proto__",
    "ES256K",
  ])("S-067 S-068 CVE-2022-23540 alg %j is refused, with the signature and without", async (alg) => {
    const pair = await pairOf("HS256");
    const token = await mint(pair, {}, { alg });
    const verifier = verifierOf(localKeys(pair));
    expect(await answer(verifier, token)).toMatchObject({ status: 401, code: "unsupported_algorithm" });
    expect(await verdict(verifier, token.slice(0, token.lastIndexOf(".") + 1))).toBe("malformed_token");
    expect(await verdict(verifier, token.slice(0, token.lastIndexOf(".")))).toBe("malformed_token");
    expect(await verdict(verifier, `${token.slice(0, token.lastIndexOf("."))}.AA`)).toBe("unsupported_algorithm");
  });

  test.each(["RS256", "PS256", "ES256", "EdDSA"] as const)(
    "S-069 CVE-2015-9235 CVE-2016-10555 CVE-2023-48223 CVE-2026-34950 CVE-2022-29217 CVE-2026-48526 CVE-2024-33663 CVE-2024-37568 a MAC with the %s public key is refused",
    async (alg) => {
      const pair = await pairOf(alg);
      const pem = pemOf(pair);
      const der = createPublicKey(pem).export({ type: "spki", format: "der" });
      const { n, x } = pair.jwk;
      const modulus = Buffer.from(n ?? x ?? "", "base64url");
      const forms = [pem, ` ${pem}`, `${pem}\n`, pem.trim(), der, JSON.stringify(pair.jwk), JSON.stringify({ keys: [pair.jwk] }), modulus];
      const ssh = `ssh-rsa ${Buffer.from(der).toString("base64")}`;
      for (const form of [...forms, ssh]) {
        for (const name of ["HS256", alg]) {
          const sign = async (input: string) => createHmac("sha256", form).update(input).digest();
          const token = await mint({ ...pair, sign }, {}, { alg: name });
          const code = name === "HS256" ? "unsupported_algorithm" : "bad_signature";
          expect(await answer(verifierOf(localKeys(pair)), token)).toMatchObject({ status: 401, code });
        }
      }
    },
  );

  test("CVE-2022-23541 a source that gives a public key for an HMAC token, or a secret for an RSA one, gives nothing that is used", async () => {
    const [rsa, mac] = [await pairOf("RS256"), await pairOf("HS256")];
    const hmac = { keys: { find: () => [rsa, { ...rsa, alg: "HS256" as const }] }, algorithms: ["HS256"] as const };
    expect(await verdict(verifierOf([], hmac), await mint(mac))).toBe("unknown_key");
    const signature = { keys: { find: () => [mac, { ...mac, alg: "RS256" as const }] }, algorithms: ["RS256"] as const };
    expect(await verdict(verifierOf([], signature), await mint(rsa))).toBe("unknown_key");
  });

  test("S-071 a PS256 token of a key that is for RS256 is refused, where both names are allowed", async () => {
    const pair = await pairOf("PS256");
    const own = { ...pair, alg: "RS256" as const };
    expect(await verdict(verifierOf(localKeys(own), { algorithms: ["RS256", "PS256"] }), await mint(pair))).toBe("unknown_key");
  });
});

describe("signatures that are no signatures", () => {
  test.each([
    ["r = s = 0", new Uint8Array(64)],
    ["s = 0", new Uint8Array(64).fill(1, 0, 32)],
    ["r = 0", new Uint8Array(64).fill(1, 32)],
    ["r = s = n", Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551".repeat(2), "hex")],
    ["one byte short", new Uint8Array(63).fill(1)],
    ["one byte more", new Uint8Array(65).fill(1)],
    ["one byte", new Uint8Array(1)],
    ["a thousand bytes", new Uint8Array(1_000).fill(1)],
  ])("S-109 CVE-2022-21449 ECDSA: %s", async (_, signature) => {
    const pair = await pairOf("ES256");
    expect(await answer(verifierOf(localKeys(pair)), await mint({ ...pair, sign: async () => signature }))).toMatchObject({
      status: 401,
      code: "bad_signature",
    });
  });

  test("S-109 ECDSA: a good signature in DER is refused", async () => {
    const pair = await pairOf("ES256");
    const sign = async (input: string) => der(await pair.sign(input));
    expect(await verdict(verifierOf(localKeys(pair)), await mint({ ...pair, sign }))).toBe("bad_signature");
  });

  test.each(["HS256", "RS256", "EdDSA"] as const)("%s: empty, short and long ones are refused", async (alg) => {
    const pair = await pairOf(alg);
    const verifier = verifierOf(localKeys(pair));
    const cut = (change: (bytes: Uint8Array) => Uint8Array) => mint({ ...pair, sign: async (input) => change(await pair.sign(input)) });
    expect(await verdict(verifier, await cut(() => new Uint8Array()))).toBe("malformed_token");
    expect(await verdict(verifier, await cut((bytes) => bytes.subarray(1)))).toBe("bad_signature");
    expect(await verdict(verifier, await cut((bytes) => Buffer.concat([bytes, bytes])))).toBe("bad_signature");
    expect(await verdict(verifier, await cut((bytes) => Buffer.concat([bytes, Buffer.alloc(1)])))).toBe("bad_signature");
  });
});

/** r and s as ASN.1 has them. */
function der(signature: Uint8Array): Uint8Array {
  const integers = [signature.subarray(0, 32), signature.subarray(32)].map((bytes) => {
    const positive = (bytes[0] ?? 0) < 0x80 ? Buffer.from(bytes) : Buffer.concat([Buffer.alloc(1), bytes]);
    return Buffer.concat([Buffer.from([2, positive.length]), positive]);
  });
  const body = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

describe("keys that a token brings along", () => {
  const attacker = pairOf("RS256", "attacker");

  test("S-072 CVE-2018-0114 CVE-2026-27962 a key in the header is not used", async () => {
    const [ours, theirs] = [await pairOf("RS256"), await attacker];
    expect(await verdict(verifierOf(localKeys(ours)), await mint(theirs, {}, { jwk: theirs.jwk, kid: undefined }))).toBe("bad_signature");
    expect(
      await verdict(verifierOf([], { keys: { find: () => [] }, algorithms: ["RS256"] }), await mint(theirs, {}, { jwk: theirs.jwk })),
    ).toBe("unknown_key");
  });

  test("S-074 a certificate in the header is not used", async () => {
    const theirs = await attacker;
    const x5c = [
      createPublicKey({ key: theirs.jwk as JsonWebKey, format: "jwk" })
        .export({ type: "spki", format: "der" })
        .toString("base64"),
    ];
    expect(await verdict(verifierOf(localKeys(await pairOf("RS256"))), await mint(theirs, {}, { x5c, kid: undefined }))).toBe(
      "bad_signature",
    );
  });

  test("good tokens may carry them: they are not looked at", async () => {
    const pair = await pairOf("RS256");
    expect(
      await verdict(
        verifierOf(localKeys(pair)),
        await mint(pair, {}, { jwk: { kty: "oct" }, x5c: 1, x5t: "a", jku: "http://127.0.0.1:1" }),
      ),
    ).toBe("granted");
  });
});

test("a token is signed over its text, not over what it means", async () => {
  const pair = await pairOf("ES256");
  const token = await mint(pair);
  const [, payload, signature] = token.split(".");
  const spaced = encode(JSON.stringify({ alg: "ES256", typ: "at+jwt" }, null, 1));
  expect(await verdict(verifierOf(localKeys(pair)), `${spaced}.${payload}.${signature}`)).toBe("bad_signature");
  expect(
    await verdict(verifierOf(localKeys(pair)), await signed(JSON.stringify({ typ: "at+jwt", alg: "ES256" }, null, 1), claims, pair.sign)),
  ).toBe("granted");
});

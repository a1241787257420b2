import { describe, expect, test } from "vitest";
import { UnavailableError } from "../../src/index.js";
import { keyRing, type KeyHint, type KeySource, type VerificationKey } from "../../src/jwt/index.js";
import { answer, localKeys, mint, newPair, pairOf, verdict, verifierOf } from "./tokens.js";

const [one, two] = [await pairOf("ES256", "one"), await pairOf("ES256", "two")];
const algorithms = ["ES256"] as const;

describe("a ring", () => {
  test("S-131 old and new keys verify beside each other; each token by the key that it names", async () => {
    const verifier = verifierOf(localKeys(one, two));
    for (const pair of [one, two]) expect(await verdict(verifier, await mint(pair))).toBe("granted");
    expect(await verdict(verifier, await mint(one, {}, { kid: "two" }))).toBe("bad_signature");
    expect(await verdict(verifier, await mint(one, {}, { kid: "three" }))).toBe("unknown_key");
  });

  test("S-076 a token without a kid is tried with four keys, and no more", async () => {
    const others = await Promise.all(["a", "b", "c", "d"].map((kid) => pairOf("ES256", kid)));
    const token = await mint(one, {}, { kid: undefined });
    expect(await verdict(verifierOf(localKeys(...others.slice(0, 3), one)), token)).toBe("granted");
    expect(await verdict(verifierOf(localKeys(...others, one)), token)).toBe("bad_signature");
  });

  test("a key without a name is for tokens that name no key that is here", async () => {
    const unnamed = await pairOf("ES256");
    const verifier = verifierOf(localKeys(unnamed, two));
    expect(await verdict(verifier, await mint(unnamed, {}, { kid: "whatever" }))).toBe("granted");
    expect(await verdict(verifier, await mint(unnamed, {}, { kid: "two" }))).toBe("bad_signature");
    expect(await verdict(verifier, await mint(unnamed))).toBe("granted");
  });

  test("a kid that is said goes before the JWK's own", async () => {
    const verifier = verifierOf([{ alg: "ES256", kid: "said", jwk: one.jwk }]);
    expect(await verdict(verifier, await mint(one, {}, { kid: "said" }))).toBe("granted");
    expect(await verdict(verifier, await mint(one))).toBe("unknown_key");
  });

  test("S-124 S-131 keys are exchanged while it runs, also for tokens that were seen", async () => {
    const ring = keyRing([{ alg: "ES256", jwk: one.jwk }]);
    const verifier = verifierOf([], { keys: ring, algorithms });
    const [old, young] = [await mint(one), await mint(two)];
    expect([await verdict(verifier, old), await verdict(verifier, young)]).toEqual(["granted", "unknown_key"]);
    ring.replace([
      { alg: "ES256", jwk: one.jwk },
      { alg: "ES256", jwk: two.jwk },
    ]);
    expect([await verdict(verifier, old), await verdict(verifier, young)]).toEqual(["granted", "granted"]);
    ring.replace([{ alg: "ES256", jwk: two.jwk }]);
    expect([await verdict(verifier, old), await verdict(verifier, young)]).toEqual(["unknown_key", "granted"]);
    expect(() => ring.replace([])).toThrow(/no key/);
    expect(await verdict(verifier, young)).toBe("granted");
    expect(ring.algorithms).toEqual(["ES256"]);
  });

  test("a ring that is exchanged twice at once ends with the last keys", async () => {
    const ring = keyRing([{ alg: "ES256", jwk: one.jwk }]);
    ring.replace([{ alg: "ES256", jwk: two.jwk }]);
    ring.replace([{ alg: "ES256", jwk: one.jwk }]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await ring.find({ alg: "ES256", kid: undefined })).map(({ kid }) => kid)).toEqual(["one"]);
  });
});

describe("a source of one's own", () => {
  const key: VerificationKey = { kid: "one", alg: "ES256", key: one.key };
  const withSource = (find: (hint: KeyHint) => unknown) => verifierOf([], { keys: { find } as KeySource, algorithms });

  test("is asked with what the token says, at once or later", async () => {
    const hints: KeyHint[] = [];
    const find = (hint: KeyHint) => (hints.push(hint), [key]);
    expect(await verdict(withSource(find), await mint(one))).toBe("granted");
    expect(
      await verdict(
        withSource(async (hint) => find(hint)),
        await mint(one),
      ),
    ).toBe("granted");
    expect(hints).toEqual([
      { alg: "ES256", kid: "one" },
      { alg: "ES256", kid: "one" },
    ]);
  });

  test.each([
    ["undefined", undefined],
    ["null", null],
    ["empty text", ""],
    ["false", false],
    ["true", true],
    ["an empty buffer", new Uint8Array()],
    ["an empty list", []],
    ["a key that is in no list", key],
    ["a list of nothing", [undefined, null, "", false, 0]],
    ["a key without anything", [{}]],
    ["a key that is bytes", [{ kid: "one", alg: "ES256", key: new Uint8Array(32) }]],
    ["a key that is text", [{ kid: "one", alg: "ES256", key: "secret" }]],
    ["a key that is empty text", [{ kid: "one", alg: "ES256", key: "" }]],
    ["a key without an algorithm", [{ kid: "one", key: one.key }]],
    ["a key for another algorithm", [{ kid: "one", alg: "ES384", key: one.key }]],
    ["a key of another name", [{ ...key, kid: "two" }]],
  ])("S-077 CVE-2026-44351 CVE-2022-23529 CVE-2026-27962 that gives %s: refused", async (_, given) => {
    expect(
      await answer(
        withSource(() => given),
        await mint(one),
      ),
    ).toMatchObject({ status: 401, code: "unknown_key" });
    expect(
      await verdict(
        withSource(async () => given),
        await mint(one),
      ),
    ).toBe("unknown_key");
  });

  test("a key that fits is found among others that do not", async () => {
    expect(
      await verdict(
        withSource(() => [null, { ...key, kid: "two" }, key]),
        await mint(one),
      ),
    ).toBe("granted");
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("down");
      },
    ],
    [
      "throws no error",
      () => {
        throw "down";
      },
    ],
    ["rejects", () => Promise.reject(new TypeError("down"))],
    [
      "says that it is unavailable",
      () => {
        throw new UnavailableError("down", { retryAfter: 7 });
      },
    ],
  ])("S-078 that %s: 503, never 401", async (_, find) => {
    expect((await answer(withSource(find as () => never), await mint(one))).status).toBe(503);
    await expect(verdict(withSource(find as () => never), await mint(one))).rejects.toBeInstanceOf(UnavailableError);
  });

  test("S-078 that never answers: 503 when the time is over", async () => {
    expect(
      (
        await answer(
          withSource(() => new Promise(() => undefined)),
          await mint(one),
        )
      ).status,
    ).toBe(503);
  });

  test("is not asked about tokens that could not be good", async () => {
    let asked = 0;
    const verifier = withSource(() => ((asked += 1), []));
    for (const token of [
      "a.b.c",
      await mint(one, {}, { typ: "JWT" }),
      await mint(one, {}, { alg: "RS256" }),
      await mint(one, {}, { crit: ["x"] }),
    ]) {
      await verdict(verifier, token);
    }
    expect(asked).toBe(0);
  });

  test("a key for a larger curve is refused, J11: 401, never 500", async () => {
    const p384 = await newPair("ES384", "one");
    const confused = withSource(() => [{ kid: "one", alg: "ES256", key: p384.key }]);
    expect(await answer(confused, await mint(one))).toMatchObject({ status: 401, code: "unknown_key" });
  });
});

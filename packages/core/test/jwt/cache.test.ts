import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/jwt/digest/sha256.js";
import type { AccessToken, KeySource } from "../../src/jwt/index.js";
import { audience, context, grant, issuer, localKeys, mint, newPair, now, pairOf, remember, verdict, verifierOf } from "./tokens.js";

const pair = await pairOf("ES256", "one");
const keys = localKeys(pair);

/** A source that counts, and the keys that it gives from now on. */
function source(): KeySource & { asked: number; given: Awaited<ReturnType<KeySource["find"]>> } {
  return {
    asked: 0,
    given: [{ kid: "one", alg: "ES256", key: pair.key }],
    find() {
      this.asked += 1;
      return this.given;
    },
  };
}
const algorithms = ["ES256"] as const;

describe("a token that was verified before", () => {
  test("is not verified a third time, and yields the same object at once", async () => {
    const verifier = verifierOf([], { keys: source(), algorithms });
    const token = await mint(pair);
    const [first, second] = [verifier.verify(token, context), verifier.verify(token, context)];
    expect(first).toBeInstanceOf(Promise);
    expect(second).toBeInstanceOf(Promise);
    const principals = [await first, await second];
    expect(principals).toContain(verifier.verify(token, context));
    expect(verifier.verify(token, context)).toBe(verifier.verify(token, context));
  });

  test("CVE-2026-35039 no other token gets its claims: not one that differs in a byte anywhere, nor another's", async () => {
    const verifier = verifierOf(keys);
    const token = await mint(pair);
    await remember(verifier, token);
    for (let index = 0; index < token.length; index += 1) {
      const changed = token.slice(0, index) + (token[index] === "A" ? "B" : "A") + token.slice(index + 1);
      expect(await verdict(verifier, changed)).not.toBe("granted");
    }
    for (const changed of [`${token}A`, token.slice(0, -1), ` ${token}`, `${token}\0`, token.toLowerCase()])
      expect(await verdict(verifier, changed)).not.toBe("granted");
    const users = await Promise.all(Array.from({ length: 300 }, (_, index) => mint(pair, { sub: `user ${index}` })));
    for (const [index, one] of users.entries()) expect((await remember(verifier, one)).sub).toBe(`user ${index}`);
    const names = await Promise.all(users.map((one) => grant(verifier, one)));
    expect(names.map(({ sub }) => sub)).toEqual(users.map((_, index) => `user ${index}`));
    expect((await grant(verifier, token)).sub).toBe("alice");
  });

  test("CVE-2026-35039 the same header and signature with other claims are refused, also when the true token is remembered", async () => {
    const verifier = verifierOf(keys);
    const [mine, admin] = [await mint(pair, { sub: "mallory" }), await mint(pair, { sub: "admin" })];
    await remember(verifier, mine);
    await remember(verifier, admin);
    const [header, , signature] = mine.split(".");
    expect(await verdict(verifier, `${header}.${admin.split(".")[1]}.${signature}`)).toBe("bad_signature");
  });

  test("is refused in the second in which it ends", async () => {
    let time = now;
    const verifier = verifierOf(keys, { clock: () => time * 1_000 });
    const token = await mint(pair, { exp: now + 60, nbf: now - 60 });
    await remember(verifier, token);
    time = now + 59.9;
    expect(await verdict(verifier, token)).toBe("granted");
    time = now + 60;
    expect(await verdict(verifier, token)).toBe("expired");
    time = now;
    expect(await verdict(verifier, token)).toBe("granted");
    time = now - 61 - 5;
    expect(await verdict(verifier, token)).toBe("not_yet_valid");
  });

  test("is refused when its key is gone, and when another has taken its name", async () => {
    const from = source();
    const verifier = verifierOf([], { keys: from, algorithms });
    const token = await mint(pair);
    await remember(verifier, token);
    from.given = [];
    expect(await verdict(verifier, token)).toBe("unknown_key");
    from.given = [{ kid: "one", alg: "ES256", key: pair.key }];
    await remember(verifier, token);
    from.given = [{ kid: "one", alg: "ES256", key: (await newPair("ES256", "one")).key }];
    expect(await verdict(verifier, token)).toBe("bad_signature");
    from.given = [{ kid: "one", alg: "ES256", key: pair.key }];
    expect(await verdict(verifier, token)).toBe("granted");
  });

  test("is verified anew with the same key in another form", async () => {
    const from = source();
    const verifier = verifierOf([], { keys: from, algorithms });
    const token = await mint(pair);
    const principal = await remember(verifier, token);
    const again = await crypto.subtle.importKey("jwk", pair.jwk as JsonWebKey, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
    from.given = [{ kid: "one", alg: "ES256", key: again }];
    const anew = await grant(verifier, token);
    expect(anew).toEqual(principal);
    expect(anew).not.toBe(principal);
  });

  test("is 503 while nobody can tell whether its key is still good", async () => {
    const from = source();
    const verifier = verifierOf([], { keys: from, algorithms });
    const token = await mint(pair);
    await remember(verifier, token);
    from.find = () => Promise.reject(new Error("down"));
    await expect(verdict(verifier, token)).rejects.toThrow(/cannot be had/);
  });

  test("its key is asked for on each request", async () => {
    const from = source();
    const verifier = verifierOf([], { keys: from, algorithms });
    const token = await mint(pair);
    for (let request = 0; request < 5; request += 1) await grant(verifier, token);
    expect(from.asked).toBe(5);
  });

  test("belongs to one verifier: another issuer's, audience's or key's knows nothing of it", async () => {
    const token = await mint(pair);
    await remember(verifierOf(keys), token);
    expect(await verdict(verifierOf(keys, { audience: "other" }), token)).toBe("wrong_audience");
    expect(await verdict(verifierOf(keys, { issuer: "other" }), token)).toBe("wrong_issuer");
    expect(await verdict(verifierOf(localKeys(await newPair("ES256", "one"))), token)).toBe("bad_signature");
    expect([issuer, audience]).not.toContain("other");
  });

  test("cannot be changed by whoever is given it", async () => {
    const verifier = verifierOf(keys);
    const token = await mint(pair, { roles: ["user"] });
    const principal = await remember(verifier, token);
    expect(() => (principal.scopes as string[]).push("admin")).toThrow(TypeError);
    expect(() => (principal.claims["roles"] as string[]).push("admin")).toThrow(TypeError);
    expect(() => Object.assign(principal, { sub: "admin" })).toThrow(TypeError);
    expect((await grant(verifier, token)).claims["roles"]).toEqual(["user"]);
  });
});

describe("revocation", () => {
  test("is asked on every request, for tokens that were seen too", async () => {
    const gone = new Set<string>();
    const verifier = verifierOf(keys, { revoked: async ({ iss, jti }: AccessToken) => gone.has(`${iss} ${jti}`) });
    const token = await mint(pair);
    for (let request = 0; request < 4; request += 1) expect(await verdict(verifier, token)).toBe("granted");
    gone.add(`${issuer} 1`);
    expect(await verdict(verifier, token)).toBe("revoked");
    expect(await verdict(verifier, await mint(pair, { jti: "2" }))).toBe("granted");
    gone.clear();
    expect(await verdict(verifier, token)).toBe("granted");
  });

  test.each([true, undefined, null, 0, "", "no", {}])("%j refuses: only false lets pass", async (given) => {
    expect(await verdict(verifierOf(keys, { revoked: () => given }), await mint(pair))).toBe("revoked");
  });

  test("is not asked about tokens that are no good", async () => {
    let asked = 0;
    const verifier = verifierOf(keys, { revoked: () => ((asked += 1), false) });
    await verdict(verifier, await mint(pair, { exp: now }));
    await verdict(verifier, "a.b.c");
    expect(asked).toBe(0);
    await verdict(verifier, await mint(pair));
    expect(asked).toBe(1);
  });

  test("a list that is down is a fault, not a permission", async () => {
    const verifier = verifierOf(keys, {
      revoked: () => {
        throw new Error("down");
      },
    });
    await expect(verdict(verifier, await mint(pair))).rejects.toThrow("down");
  });
});

describe("what is remembered", () => {
  test("switched off, every request costs a verification", async () => {
    const verifier = verifierOf([], { keys: source(), algorithms, cache: false });
    const token = await mint(pair);
    const [, second, third] = [await grant(verifier, token), await grant(verifier, token), await grant(verifier, token)];
    expect(third).not.toBe(second);
    expect(third).toEqual(second);
  });

  test("S-332 is bounded: what was asked for last stays", async () => {
    const verifier = verifierOf([], { keys: source(), algorithms, cache: { size: 2 } });
    const [a, b, c] = await Promise.all(["a", "b", "c"].map((sub) => mint(pair, { sub })));
    const first = await remember(verifier, a as string);
    for (let request = 0; request < 2; request += 1) await grant(verifier, b as string);
    await remember(verifier, c as string);
    expect(verifier.verify(b as string, context)).toBeInstanceOf(Promise);
    expect(verifier.verify(a as string, context)).toBe(first);
  });

  test("S-332 a token that comes once takes nobody's room", async () => {
    const verifier = verifierOf([], { keys: source(), algorithms, cache: { size: 1 } });
    const token = await mint(pair);
    const principal = await remember(verifier, token);
    for (let index = 0; index < 50; index += 1) await grant(verifier, await mint(pair, { jti: `once ${index}` }));
    expect(verifier.verify(token, context)).toBe(principal);
  });

  test("S-332 tokens that are refused take no room", async () => {
    const verifier = verifierOf([], { keys: source(), algorithms, cache: { size: 1 } });
    const token = await mint(pair);
    const principal = await remember(verifier, token);
    for (let index = 0; index < 50; index += 1) {
      const over = await mint(pair, { exp: now - index });
      for (let request = 0; request < 3; request += 1) expect(await verdict(verifier, over)).toBe("expired");
    }
    expect(verifier.verify(token, context)).toBe(principal);
  });

  test("S-332 tokens that are refused are not taken note of, either", async () => {
    const verifier = verifierOf([], { keys: source(), algorithms, cache: { size: 1 } });
    const token = await mint(pair);
    await grant(verifier, token);
    for (let index = 0; index < 50; index += 1) await verdict(verifier, await mint(pair, { exp: now - index }));
    const principal = await grant(verifier, token);
    expect(verifier.verify(token, context)).toBe(principal);
  });

  test("one that is verified for several requests at once takes one place", async () => {
    const verifier = verifierOf([], { keys: source(), algorithms, cache: { size: 2 } });
    const [token, other] = [await mint(pair), await mint(pair, { sub: "other" })];
    const principal = await remember(verifier, other);
    await Promise.all(Array.from({ length: 20 }, () => grant(verifier, token)));
    expect(verifier.verify(other, context)).toBe(principal);
  });
});

describe("SHA-256", () => {
  test.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    ["abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"],
    ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
  ])("FIPS 180-4's own examples", (text, digest) => {
    expect(sha256(Buffer.from(text))).toBe(digest);
  });

  test("agrees with OpenSSL's for every length up to 600", () => {
    for (let length = 0; length < 600; length += 1) {
      const bytes = Buffer.alloc(length, length);
      expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
  });

  test("agrees with WebCrypto's on anything", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 9_000 }), async (bytes) => {
        const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
        expect(sha256(bytes)).toBe(Buffer.from(digest).toString("hex"));
      }),
      { numRuns: 300 },
    );
  });
});

import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { keyRing } from "../../src/jwt/index.js";
import { refused } from "./refused.js";
import { mint, newPair, verdict, verifierOf } from "./tokens.js";

describe("secrets", () => {
  test.each([
    ["HS256", 31],
    ["HS384", 47],
    ["HS512", 63],
    ["HS256", 1],
    ["HS256", 0],
  ] as const)("S-113 J8 CVE-2026-44351 %s refuses a secret of %i bytes", (alg, size) => {
    expect(refused(() => keyRing([{ alg, secret: randomBytes(size) }]))).toMatch(`${size} bytes long`);
    expect(refused(() => keyRing([{ alg, secret: "\u00e9".repeat(size / 2) }]))).toMatch(/bytes long/);
  });

  test.each([undefined, null, 1, {}, [], true])("S-113 S-077 a secret that is %j is refused", (told) => {
    expect(refused(() => keyRing([{ alg: "HS256", secret: told } as never]))).toMatch(/needs a secret/);
  });

  test.each([
    ["FastAPI's tutorial", "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"],
    ["the same, decoded", Buffer.from("09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7", "hex")],
    ["jwt.io", "a-string-secret-at-least-256-bits-long"],
    [
      "RFC 7515 appendix A.1",
      Buffer.from("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow", "base64url"),
    ],
    ["its text", "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"],
    ["RFC 7520 section 3.5", Buffer.from("hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg", "base64url")],
    ["a Spring tutorial", "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970"],
    ["the list", "reallyreallyreallyreallyverysafe"],
    ["the list", "bUH75katNm6Yj0iPSchcgUuTwYAzZr7C"],
    ["the list", "045ef734-ab17-4429-9aed-9acbcf99ba67"],
    ["a placeholder", "change-me-change-me-change-me-change-me"],
    ["a placeholder", "YOUR_SUPER_LONG_SECRET_GOES_HERE_1234567"],
    ["a placeholder", "my-secret-which-is-32-bytes-long-really"],
    ["a placeholder", "replace this with something that is long"],
    ["one letter", "x".repeat(64)],
    ["zeros", new Uint8Array(64)],
    ["digits", "1234567".repeat(9)],
  ])("S-114 a secret that everybody knows is refused: %s", (_, told) => {
    const message = refused(() => keyRing([{ alg: "HS256", secret: told }]));
    expect(message).toMatch(/is a (published secret|placeholder): make/);
    expect(message).not.toContain(String(told));
  });

  test("S-114 random secrets are not taken for published ones, however they are written", () => {
    for (let round = 0; round < 1_000; round += 1) {
      const random = randomBytes(32);
      const written = [random, random.toString("hex"), random.toString("base64"), random.toString("base64url")];
      for (const told of written) expect(() => keyRing([{ alg: "HS256", secret: told }])).not.toThrow();
    }
  });

  test("text means its UTF-8, and nothing is decoded", async () => {
    const pair = await newPair("HS256");
    const text = Buffer.from(pair.secret).toString("hex");
    expect(await verdict(verifierOf([{ alg: "HS256", secret: text }]), await mint(pair))).toBe("bad_signature");
  });
});

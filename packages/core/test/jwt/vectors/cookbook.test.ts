import { afterAll, describe, expect, test } from "vitest";
import { hasVectors, readVectors, unless } from "./folder.js";
import { openWith, type Jwk } from "./key-of-vectors.js";

interface Recipe {
  readonly input: { readonly key: Jwk };
  readonly output: { readonly compact: string };
}

const verified: string[] = [];
afterAll(() => {
  if (hasVectors) console.log(`jose-cookbook: ${verified.length} signatures verified (${verified.join(", ")})`);
});

describe.runIf(hasVectors)("the JOSE cookbook", () => {
  test.each([
    ["RFC 7520 section 4.1", "jws_4_1.rsa_v15_signature", "RS256"],
    ["RFC 7520 section 4.2", "jws_4_2.rsa-pss_signature", "PS384"],
    ["RFC 7520 section 4.3", "jws_4_3.ecdsa_signature", "ES512"],
    ["RFC 7520 section 4.4", "jws_4_4.hmac-sha2_integrity_protection", "HS256"],
    ["RFC 8037 appendix A.4", "curve25519_jws", "EdDSA"],
  ])("S-065 %s: %s verifies, and no longer when a byte is changed", async (_, file, alg) => {
    const { input, output } = readVectors<Recipe>("jose-cookbook", `${file}.json`);
    const keys = [{ ...input.key, alg }];
    expect(await openWith(keys, output.compact)).toBe("granted");
    verified.push(alg);
    const [header, payload = "", signature] = output.compact.split(".");
    const changed = `${payload.startsWith("S") ? "T" : "S"}${payload.slice(1)}`;
    expect(await openWith(keys, `${header}.${changed}.${signature}`)).toBe("bad_signature");
  });
});

if (!hasVectors) test.skip(`the JOSE cookbook${unless}`);

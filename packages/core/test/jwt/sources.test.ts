import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../src", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
const sources = new Map(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const holding = (pattern: RegExp) => [...sources].filter(([, text]) => pattern.test(text)).map(([name]) => name);

describe("the sources", () => {
  test("signatures are checked in one folder, by one of two files", () => {
    expect(
      holding(
        /\b(?:compactVerify|flattenedVerify|generalVerify|jwtVerify|EmbeddedJWK|createRemoteJWKSet|createLocalJWKSet|subtle\.verify)\b/,
      ),
    ).toEqual(["jwt/signature/web-signature.ts"]);
    expect(holding(/\.verify\(|createHmac\(/).filter((name) => name.startsWith("jwt/signature/"))).toEqual([
      "jwt/signature/node-signature.ts",
    ]);
    expect(holding(/isSigned\w+\(/).filter((name) => !name.startsWith("jwt/signature/"))).toEqual(["jwt/open.ts"]);
  });

  test("jose is imported below jwt and oidc only, and nothing of Node's", () => {
    const importing = holding(/from "jose"/);
    expect(importing.filter((name) => !/^(?:jwt|oidc)\//.test(name))).toEqual([]);
    expect(holding(/from "node:/).filter((name) => name.startsWith("jwt/"))).toEqual([]);
  });

  test("S-130 no signature, MAC or secret is compared here: HMACs are checked by the platform, in constant time", () => {
    const jwt = [...sources].filter(([name]) => name.startsWith("jwt/"));
    expect(jwt.filter(([, text]) => /(?<!typeof )\b(?:signature|secret|mac)\s*(?:===|!==)/i.test(text)).map(([name]) => name)).toEqual([]);
  });

  test("S-326 no regular expression is made of anything that is handed in", () => {
    expect(holding(/new RegExp|RegExp\(/).filter((name) => name.startsWith("jwt/"))).toEqual([]);
  });

  test("no header member that names or carries a key is read", () => {
    const header = sources.get("jwt/text/header.ts") ?? "";
    expect(/const \{ alg, kid, typ \} = header/.test(header)).toBe(true);
  });
});

import { signingKeys } from "@ampoule/accounts";
import { generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { describe, expect, test } from "vitest";
import { frameworks, type Framework } from "../src/example.js";
import { start } from "./running.js";

const good: JWTPayload = { iss: "https://example.test", aud: "https://example.test/api", sub: "someone", jti: "1", scope: "items:read" };

interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Record<string, string>;
  readonly key?: "other";
}

/** Each is a token that somebody might try, and that must look the same from outside. */
const forgeries: Readonly<Record<string, Forgery>> = {
  expired: { claims: { exp: 1 } },
  "without expiry": { claims: { exp: undefined } },
  "not yet valid": { claims: { nbf: 4_000_000_000 } },
  "bad signature": { key: "other" },
  "unknown kid": { header: { kid: "nobody" }, key: "other" },
  "wrong audience": { claims: { aud: "https://elsewhere.test" } },
  "wrong issuer": { claims: { iss: "https://elsewhere.test" } },
  "a refresh token's type": { header: { typ: "rt+jwt" } },
  "no type": { header: { typ: "" } },
  "a subject that is no text": { claims: { sub: { $ne: 1 } } },
  "a scope that is no text": { claims: { scope: ["items:read"] } },
  "a subject that nobody is": {},
};

async function forge(keys: CryptoKeyPair, kid: string, { claims, header, key }: Forgery): Promise<string> {
  const signingKey = key === undefined ? keys.privateKey : (await generateKeyPair("Ed25519")).privateKey;
  const now = Math.floor(Date.now() / 1_000);
  const payload = JSON.parse(JSON.stringify({ ...good, iat: now, exp: now + 60, ...claims })) as JWTPayload;
  const head = { alg: "Ed25519", typ: "at+jwt", kid, ...header };
  return new SignJWT(payload).setProtectedHeader(head).sign(signingKey);
}

describe.each(Object.keys(frameworks) as Framework[])("tokens on %s", (framework) => {
  test("S-319 expired, forged, misdirected and orphaned tokens get the same bytes", async () => {
    const keys = (await generateKeyPair("Ed25519", { extractable: true })) as CryptoKeyPair;
    const reasons: (string | undefined)[] = [];
    const signing = signingKeys({ keys: [{ alg: "Ed25519", key: keys.privateKey }] });
    await using app = await start({ framework, keys: signing, onEvent: ({ code }) => void reasons.push(code) });
    const answers = new Set<string>();
    for (const [name, forgery] of Object.entries(forgeries)) {
      const response = await app.get("/users/me", `Bearer ${await forge(keys, signing.current, forgery)}`);
      expect([name, response.status]).toEqual([name, 401]);
      answers.add(`${response.headers.get("www-authenticate")} ${await response.text()}`);
    }
    expect(answers.size).toBe(1);
    // The operator knows them apart.
    expect(new Set(reasons).size).toBeGreaterThan(3);
  });

  test("S-099 S-067 text that only looks like a token", async () => {
    await using app = await start({ framework });
    const none = `${btoa('{"alg":"none","typ":"at+jwt"}')}.${btoa(JSON.stringify(good))}.`.replaceAll("=", "");
    for (const token of [none, "a.b.c", "..", "a", `${"a".repeat(4_000)}.b.c`]) {
      expect((await app.get("/users/me", `Bearer ${token}`)).status).toBe(401);
    }
  });
});

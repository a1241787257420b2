import type { Context } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import { SignJWT } from "jose";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { signingKeys } from "../../src/index.js";
import { claimsOf, faultOf, headerOf, issuing, second, signedIn, start } from "./issuing.js";

const codeOf = (answer: object): string | undefined => ("code" in answer ? String(answer.code) : undefined);

test("B7 clocks may differ by the leeway, and by no more, before and after", async () => {
  const to = issuing();
  const { accessToken } = await signedIn(to);
  const at = async (seconds: number) => {
    const verifier = jwt({ ...to.auth.verification, leeway: 30, clock: () => start + seconds * second, revoked: () => false });
    return codeOf(await verifier.verify(accessToken, {} as Context));
  };
  expect([await at(-31), await at(-30), await at(0)]).toEqual(["issued_in_future", undefined, undefined]);
  expect([await at(929), await at(930)]).toEqual([undefined, "expired"]);
});

test("B13 what jose lets pass is refused, also when it is signed with the right key", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const to = issuing({ keys: signingKeys({ keys: [{ alg: "Ed25519", key: privateKey }] }) });
  const { accessToken } = await signedIn(to);
  const [header, claims] = [headerOf(accessToken), claimsOf(accessToken)];
  const forged = (own: Record<string, unknown>, typ = "at+jwt") =>
    new SignJWT({ ...claims, ...own }).setProtectedHeader({ alg: "Ed25519", kid: header.kid ?? "", typ }).sign(privateKey);
  expect(await faultOf(to, await forged({}))).toBeUndefined();
  const cases: [Promise<string>, string][] = [
    [forged({ exp: undefined }), "missing_exp"],
    [forged({}, "JWT"), "wrong_type"],
    [forged({ aud: undefined }), "missing_aud"],
    [forged({ sub: 7 }), "malformed_sub"],
    [forged({ iat: start / second + 3_600, exp: start / second + 4_000 }), "issued_in_future"],
    [forged({ exp: start / second + 901 }), "too_long_lived"],
  ];
  for (const [token, code] of cases) expect(await faultOf(to, await token)).toBe(code);
});

test("B13 a secret for HS256 signs no HS512 token that is taken", async () => {
  const secret = randomBytes(64);
  const to = issuing({ keys: signingKeys({ keys: [{ alg: "HS256", secret }] }) });
  const { accessToken } = await signedIn(to);
  const other = new SignJWT(claimsOf(accessToken)).setProtectedHeader({ alg: "HS512", typ: "at+jwt", kid: to.keys.current });
  expect(await faultOf(to, await other.sign(secret))).toBe("unsupported_algorithm");
});

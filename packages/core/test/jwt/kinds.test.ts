import { describe, expect, test } from "vitest";
import { allowUntyped } from "../../src/jwt/index.js";
import { answer, localKeys, mint, pairOf, verdict, verifierOf } from "./tokens.js";

const pair = await pairOf("HS256");
const keys = localKeys(pair);
const verifier = verifierOf(keys);

describe("kinds of tokens", () => {
  test.each(["at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"])("S-098 typ %s is an access token", async (typ) => {
    expect(await verdict(verifier, await mint(pair, {}, { typ }))).toBe("granted");
  });

  test.each([
    undefined,
    "JWT",
    "jwt",
    "rt+jwt",
    "logout+jwt",
    "dpop+jwt",
    "secevent+jwt",
    "at+jwt ",
    "xat+jwt",
    "text/at+jwt",
    "",
    "application/",
    "id+jwt",
  ])("S-098 S-100 typ %j is none, spring-security-oauth 363", async (typ) => {
    expect(await answer(verifier, await mint(pair, {}, { typ }))).toMatchObject({ status: 401, code: "wrong_type" });
  });

  const untyped = verifierOf(keys, {
    [allowUntyped]: ({ token_use }: Record<string, unknown>) => token_use === undefined || token_use === "access",
  });

  test.each([undefined, "JWT", "application/jwt", "at+jwt"])("S-098 typ %j, where the issuer does not say more", async (typ) => {
    expect(await verdict(untyped, await mint(pair, {}, { typ }))).toBe("granted");
  });

  test.each(["rt+jwt", "logout+jwt", "dpop+jwt", ""])("typ %j is refused there too", async (typ) => {
    expect(await verdict(untyped, await mint(pair, {}, { typ }))).toBe("wrong_type");
  });

  test.each([
    [{ nonce: "n" }],
    [{ at_hash: "h" }],
    [{ c_hash: "h" }],
    [{ s_hash: "h" }],
    [{ events: {} }],
    [{ token_use: "id" }],
    [{ token_use: "other" }],
    [{ typ: "ID" }],
    [{ typ: "Refresh" }],
    [{ typ: "Offline" }],
  ])("S-099 a token that looks like another kind is refused: %j", async (changes) => {
    expect(await verdict(untyped, await mint(pair, changes, { typ: "JWT" }))).toBe("wrong_kind");
  });

  test("S-099 an ID token that says that it is an access token is still known by its hashes", async () => {
    expect(await verdict(verifier, await mint(pair, { at_hash: "h", nonce: "n" }))).toBe("wrong_kind");
  });

  test("only true passes for an access token", async () => {
    expect(await verdict(verifierOf(keys, { [allowUntyped]: () => "yes" }), await mint(pair, {}, { typ: "JWT" }))).toBe("wrong_kind");
  });

  test("another type can be asked for", async () => {
    const events = verifierOf(keys, { type: "application/example+jwt" });
    expect(await verdict(events, await mint(pair, {}, { typ: "EXAMPLE+jwt" }))).toBe("granted");
    expect(await verdict(events, await mint(pair))).toBe("wrong_type");
  });
});

describe("claims that must be there", () => {
  const tenant = verifierOf(keys, { claims: { tid: ["t1", "t2"], azp: "app" } });
  test.each([
    [{ tid: "t2", azp: "app" }, "granted"],
    [{ tid: "t3", azp: "app" }, "wrong_claim"],
    [{ tid: ["t1"], azp: "app" }, "wrong_claim"],
    [{ tid: "t1" }, "wrong_claim"],
  ])("%j: %s", async (changes, outcome) => {
    expect(await verdict(tenant, await mint(pair, changes))).toBe(outcome);
  });

  test("names of the language are names like others", async () => {
    for (const name of ["toString", "constructor", "hasOwnProperty"]) {
      expect(await verdict(verifierOf(keys, { claims: { [name]: "x" } }), await mint(pair))).toBe("wrong_claim");
    }
  });
});

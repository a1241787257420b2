import { describe, expect, test } from "vitest";
import { bearer } from "../../src/index.js";
import { allowAnyAudience } from "../../src/jwt/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import { answer, audience, claims, grant, issuer, localKeys, mint, now, pairOf, signed, verdict, verifierOf } from "./tokens.js";

const pair = await pairOf("HS256");
const keys = localKeys(pair);
const verifier = verifierOf(keys);
const good = { alg: "HS256", typ: "at+jwt" };

/** What a token with this text as claims becomes. */
const said = async (text: string | Uint8Array) => verdict(verifier, await signed(good, text, pair.sign));
/** The claims with one member written as it is. */
const written = (name: string, text: string) => JSON.stringify({ ...claims, [name]: "HERE" }).replace('"HERE"', text);

describe("what must be there", () => {
  test.each([
    ["S-087 J3", "exp", "missing_exp"],
    ["S-094", "iss", "missing_iss"],
    ["S-095 CVE-2025-62610", "aud", "missing_aud"],
    ["S-097", "sub", "missing_sub"],
  ])("%s a token without %s is refused", async (_, name, code) => {
    expect(await answer(verifier, await mint(pair, { [name]: undefined }))).toMatchObject({ status: 401, code });
  });

  test("iat, nbf, jti and scope may be missing", async () => {
    const token = await grant(verifier, await mint(pair, { iat: undefined, jti: undefined, scope: undefined }));
    expect(token).toMatchObject({ sub: "alice", iat: undefined, jti: undefined, clientId: undefined, scopes: [] });
  });
});

describe("types", () => {
  const wrongDates = ['"1900000000"', "null", "true", "[]", "[1900000000]", "{}", '"NaN"', "-1", "0", "1900000000000"];
  test.each(["exp", "iat", "nbf"].flatMap((name) => wrongDates.map((text) => [name, text] as const)))(
    "S-088 S-091 S-092 CVE-2026-44459 %s: %s is refused",
    async (name, text) => {
      expect(await said(written(name, text))).toBe(`malformed_${name}`);
    },
  );

  test.each(["1e1000", "-1e1000"])("S-088 J4 exp %s is refused", async (text) => {
    expect(await said(written("exp", text))).toBe("malformed_claims");
  });

  test("a date may have a fraction", async () => {
    expect(await said(written("exp", `${now}.5`))).toBe("granted");
  });

  test.each(['""', "{}", "[]", '["alice"]', "1", "true", "null"])("S-097 J5 sub %s is refused", async (text) => {
    expect(await said(written("sub", text))).toBe("malformed_sub");
  });

  test.each(["jti", "client_id", "azp"])("%s is text", async (name) => {
    for (const text of ["1", "null", "[]", '""']) expect(await said(written(name, text))).toBe(`malformed_${name}`);
  });

  test.each([`{"aud":"${audience}"}`, "1", "null", "true", "[]", '[""]', `["${audience}",1]`, `[["${audience}"]]`, "{}", '""'])(
    "S-096 aud %s is refused",
    async (text) => {
      expect(await said(written("aud", text))).toBe("malformed_aud");
    },
  );

  test.each([`["${issuer}"]`, `["${issuer}","x"]`, "{}", "1", "null", '""'])("S-094 CVE-2025-30144 iss %s is refused", async (text) => {
    expect(await said(written("iss", text))).toBe("malformed_iss");
  });
});

describe("issuer and audience", () => {
  test.each([
    `${issuer}/`,
    issuer.slice(0, -1),
    issuer.slice(1),
    `${issuer}.evil`,
    issuer.toUpperCase(),
    "https://",
    "issuer.example",
    `x${issuer}`,
    ` ${issuer}`,
  ])("S-094 CVE-2024-53861 iss %j is another", async (iss) => {
    expect(await answer(verifier, await mint(pair, { iss }))).toMatchObject({ status: 401, code: "wrong_issuer" });
  });

  test.each([`${audience}/`, audience.slice(0, -1), "https", `${audience} x`, [`${audience}x`, "y"], audience.toUpperCase()])(
    "S-096 aud %j is another",
    async (aud) => {
      expect(await answer(verifier, await mint(pair, { aud }))).toMatchObject({ status: 401, code: "wrong_audience" });
    },
  );

  test("S-096 a list that holds ours is accepted, and read as a list", async () => {
    expect(await grant(verifier, await mint(pair, { aud: ["other", audience] }))).toMatchObject({ aud: ["other", audience] });
    expect(await grant(verifier, await mint(pair))).toMatchObject({ aud: [audience] });
  });

  test("one of several audiences is enough", async () => {
    const several = verifierOf(keys, { audience: ["a", audience] });
    expect(await verdict(several, await mint(pair))).toBe("granted");
    expect(await verdict(several, await mint(pair, { aud: "a" }))).toBe("granted");
    expect(await verdict(several, await mint(pair, { aud: "b" }))).toBe("wrong_audience");
  });

  test("S-128 two issuers: a token that names one and is signed by the other's key is refused by both", async () => {
    const [a, b] = [await pairOf("ES256", "a"), await pairOf("ES256", "b")];
    const [ofA, ofB] = [verifierOf(localKeys(a)), verifierOf(localKeys(b), { issuer: "https://b.example" })];
    for (const kid of ["a", "b", undefined]) {
      const forged = await mint(b, {}, { kid });
      expect(await verdict(ofA, forged)).not.toBe("granted");
      expect(await verdict(ofB, forged)).not.toBe("granted");
    }
    expect(await verdict(ofA, await mint(a))).toBe("granted");
    expect(await verdict(ofB, await mint(b, { iss: "https://b.example" }))).toBe("granted");
  });

  test("S-095 without an audience another check decides, and only true passes", async () => {
    const client = verifierOf(keys, {
      audience: undefined,
      [allowAnyAudience]: ({ client_id }: Record<string, unknown>) => client_id === "app",
    });
    expect(await verdict(client, await mint(pair, { aud: undefined, client_id: "app" }))).toBe("granted");
    expect(await verdict(client, await mint(pair, { aud: undefined, client_id: "other" }))).toBe("missing_aud");
    expect(await verdict(client, await mint(pair, { aud: "x", client_id: "other" }))).toBe("wrong_audience");
    const truthy = verifierOf(keys, { audience: undefined, [allowAnyAudience]: () => 1 });
    expect(await verdict(truthy, await mint(pair, { aud: undefined }))).toBe("missing_aud");
  });
});

describe("time", () => {
  test.each([
    ["S-089 exp is now", { exp: now }, "expired"],
    ["exp was a second ago", { exp: now - 1 }, "expired"],
    ["exp is a second ahead", { exp: now + 1 }, "granted"],
    ["S-091 nbf is ten seconds ahead", { nbf: now + 10 }, "not_yet_valid"],
    ["nbf is now", { nbf: now }, "granted"],
    ["S-092 J10 iat is a day ahead", { iat: now + 86_400, exp: now + 90_000 }, "issued_in_future"],
    ["S-092 iat is six seconds ahead", { iat: now + 6 }, "issued_in_future"],
    ["iat is five seconds ahead, as clocks may be", { iat: now + 5 }, "granted"],
  ])("%s", async (_, changes, outcome) => {
    expect(await verdict(verifier, await mint(pair, changes))).toBe(outcome);
  });

  test.each([
    ["inside it", 30, { exp: now - 29 }, "granted"],
    ["at its end", 30, { exp: now - 30 }, "expired"],
    ["iat inside it", 30, { iat: now + 30 }, "granted"],
    ["iat outside it", 30, { iat: now + 31 }, "issued_in_future"],
    ["none: iat a second ahead", 0, { iat: now + 1 }, "issued_in_future"],
    ["none: nbf a second ahead", 0, { nbf: now + 1 }, "not_yet_valid"],
  ])("S-090 a leeway, %s", async (_, leeway, changes, outcome) => {
    expect(await verdict(verifierOf(keys, { leeway }), await mint(pair, changes))).toBe(outcome);
  });

  test("a clock that gives no number lets nothing pass", async () => {
    expect(await verdict(verifierOf(keys, { clock: () => Number.NaN }), await mint(pair))).toBe("expired");
  });

  test("S-093 a token that lives too long is refused, and one that does not say how long", async () => {
    const short = verifierOf(keys, { maxLifetime: 310 });
    expect(await verdict(short, await mint(pair))).toBe("granted");
    expect(await verdict(short, await mint(pair, { exp: now + 301 }))).toBe("too_long_lived");
    expect(await verdict(short, await mint(pair, { iat: undefined }))).toBe("too_long_lived");
  });
});

test("S-319 every reason is answered with the same 401, and told to the operator alone", async () => {
  const other = await pairOf("HS256", "other");
  const tokens = [
    await mint(pair, { exp: now - 1 }),
    await mint({ ...pair, sign: other.sign }),
    await mint(pair, { aud: "other" }),
    await mint(pair, { iss: "other" }),
    await mint(pair, {}, { typ: "JWT" }),
    await mint(pair, {}, { alg: "none" }),
    "a.b.c",
    `${"A".repeat(8_000)}`,
  ];
  const answers = await Promise.all(tokens.map((token) => answer(verifier, token)));
  const named = verifierOf(localKeys(other));
  answers.push(await answer(named, await mint(pair, {}, { kid: "unknown" })));
  expect(new Set(answers.map(({ status, body, challenge }) => JSON.stringify([status, body, challenge]))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, challenge: 'Bearer realm="api", error="invalid_token"' });
  expect(new Set(answers.map(({ code }) => code)).size).toBeGreaterThanOrEqual(8);
});

test.each(["Token", "JWT", "Basic", "BearerX", "Bear", ""])(
  "S-007 S-008 CVE-2026-47673 a good token under the scheme %j is no bearer token",
  async (scheme) => {
    const secure = fakeSecurity();
    const handler = secure({ token: bearer(verifier) }, ({ token }) => token.sub);
    const { status, challenge } = await ask(handler, `Authorization: ${scheme} ${await mint(pair)}`);
    expect({ status, challenge }).toEqual({ status: 401, challenge: 'Bearer realm="api"' });
  },
);

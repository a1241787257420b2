import { describe, expect, test } from "vitest";
import { digestOf } from "../../../src/jwt/digest/digest.js";
import { AnswerCache } from "../../../src/oidc/introspection/answer-cache.js";
import { introspecting, type Introspecting } from "./introspecting.js";

const asked = (api: Introspecting) => api.idp.requests("introspection").length;
const statusOf = async (api: Introspecting, token: string) => (await api.send(token)).status;

describe("S-172 CVE-2026-35039 answers are kept by digest, for a short while, never past the token's end", () => {
  test("a good answer is used again, until it is too old", async () => {
    await using api = await introspecting();
    const token = api.idp.opaque();
    for (let times = 0; times < 3; times += 1) expect(await statusOf(api, token)).toBe(200);
    expect(asked(api)).toBe(1);
    api.now += 10_000;
    expect(await statusOf(api, token)).toBe(200);
    expect(asked(api)).toBe(2);
  });

  test("S-173, client side: a token that is revoked is refused within maxAge", async () => {
    await using api = await introspecting({ cache: { maxAge: 3000 } });
    const token = api.idp.opaque();
    expect(await statusOf(api, token)).toBe(200);
    api.idp.revoke(token);
    api.now += 2999;
    expect(await statusOf(api, token)).toBe(200);
    api.now += 1;
    expect(await statusOf(api, token)).toBe(401);
  });

  test("S-173, client side: at once where nothing is kept", async () => {
    await using api = await introspecting({ cache: false });
    const token = api.idp.opaque();
    expect(await statusOf(api, token)).toBe(200);
    api.idp.revoke(token);
    expect([await statusOf(api, token), asked(api)]).toEqual([401, 2]);
  });

  test("a kept answer does not outlive its token", async () => {
    await using api = await introspecting();
    const token = api.idp.opaque({ exp: api.now / 1000 + 2 });
    expect(await statusOf(api, token)).toBe(200);
    api.now += 2000;
    expect(await statusOf(api, token)).toBe(401);
  });

  test("a refusal is kept for two seconds at most", async () => {
    await using api = await introspecting();
    for (let times = 0; times < 3; times += 1) expect(await statusOf(api, "unknown")).toBe(401);
    expect(asked(api)).toBe(1);
    api.now += 2000;
    expect([await statusOf(api, "unknown"), asked(api)]).toEqual([401, 2]);
  });

  test("500 requests at a time with one token ask once", async () => {
    await using api = await introspecting();
    const token = api.idp.opaque();
    const all = await Promise.all(Array.from({ length: 500 }, () => statusOf(api, token)));
    expect([new Set(all), asked(api)]).toEqual([new Set([200]), 1]);
  });

  test("where nothing is kept, each request asks", async () => {
    await using api = await introspecting({ cache: false });
    const token = api.idp.opaque();
    await Promise.all(Array.from({ length: 5 }, () => statusOf(api, token)));
    expect(asked(api)).toBe(5);
  });

  test("two tokens never share an answer, however alike", async () => {
    await using api = await introspecting();
    const tokens = Array.from({ length: 50 }, (_, index) => api.idp.opaque({ sub: `user-${index}` }));
    for (let round = 0; round < 2; round += 1) {
      const all = await Promise.all(tokens.map((token) => api.send(token)));
      expect(all.map(({ body }) => (body as { sub: string }).sub)).toEqual(tokens.map((_, index) => `user-${index}`));
    }
    expect(asked(api)).toBe(50);
    const [first = ""] = tokens;
    for (const near of [first.slice(1), `${first}0`, first.toUpperCase(), first.toLowerCase()]) expect(await statusOf(api, near)).toBe(401);
  });

  test.each(["", "\ud800", "ü", "a b", "a\n", "x".repeat(8193)])("what can be no token is not asked about: %j", async (text) => {
    await using api = await introspecting();
    expect(api.verifier.verify(text, {} as never)).toMatchObject({ kind: "rejected", code: "malformed_token" });
    expect(asked(api)).toBe(0);
  });

  test("outages are not kept", async () => {
    await using api = await introspecting();
    const token = api.idp.opaque();
    {
      using _ = api.idp.fail("introspection", "error");
      expect(await statusOf(api, token)).toBe(503);
    }
    expect(await statusOf(api, token)).toBe(200);
  });

  test("what is kept is bounded, and made-up tokens push no good one out", () => {
    const cache = new AnswerCache<string>({ maxAge: 1000, maxAgeOfRefusals: 1000, maxEntries: 2 });
    const keep = (digest: string, isGood: boolean) => cache.keep(digest, digest, { isGood, now: 0, expires: Infinity });
    keep("good", true);
    for (const bad of ["1", "2", "3"]) keep(bad, false);
    expect(["good", "1", "2", "3"].map((digest) => cache.get(digest, 1))).toEqual(["good", undefined, "2", "3"]);
    keep("3", true);
    keep("other", true);
    expect(["good", "3", "other"].map((digest) => cache.get(digest, 1))).toEqual([undefined, "3", "other"]);
    expect(cache.get("other", 1000)).toBeUndefined();
  });

  test("a digest says nothing of the token", () => {
    expect(digestOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

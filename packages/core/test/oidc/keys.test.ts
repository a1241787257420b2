import { describe, expect, test } from "vitest";
import { verifying } from "./verifying.js";

const cooldown = 30_000;

describe("rotation", () => {
  test("S-124 a new key is picked up at once after the cooldown, an old token stays good beside it", async () => {
    await using api = await verifying();
    const old = await api.idp.mint();
    expect(await api.verdictOn(old)).toEqual([200, undefined]);
    await api.idp.rotate();
    const fresh = await api.idp.mint();
    api.now += cooldown - 1;
    expect(await api.verdictOn(fresh)).toEqual([401, "unknown_key"]);
    api.now += 1;
    expect(await api.verdictOn(fresh)).toEqual([200, undefined]);
    expect(await api.verdictOn(old)).toEqual([200, undefined]);
    expect(api.idp.requests("jwks")).toHaveLength(2);
  });

  test("S-124 S-159 a removed key is refused within the age of keys, also a token that was good before", async () => {
    await using api = await verifying({}, { lifetime: 7200 });
    const old = await api.idp.mint();
    expect(await api.verdictOn(old)).toEqual([200, undefined]);
    await api.idp.rotate();
    api.idp.removeOldKeys();
    api.now += 600_001;
    expect(await api.verdictOn(old)).toEqual([401, "unknown_key"]);
  });

  test("S-071 an algorithm that the issuer changes to needs its metadata and our configuration", async () => {
    await using api = await verifying({ algorithms: ["ES256", "EdDSA"] }, { lifetime: 7200 });
    expect((await api.verdict())[0]).toBe(200);
    await api.idp.rotate("EdDSA");
    api.now += cooldown;
    expect(await api.verdict()).toEqual([401, "unknown_key"]);
    api.now += 3_600_000;
    await api.verdict();
    await expect.poll(() => api.verdict()).toEqual([200, undefined]);
    await api.idp.rotate("RS256");
    expect(await api.verdict()).toEqual([401, "unsupported_algorithm"]);
  });
});

describe("S-121 CVE-2026-48524 tokens with keys that nobody has", () => {
  test("1,000 of them cause one fetch in a cooldown, and valid tokens stay good throughout", async () => {
    await using api = await verifying();
    const good = await api.idp.mint();
    await api.send(good);
    const asked = api.idp.requests("jwks").length;
    api.now += cooldown;
    for (let round = 0; round < 10; round += 1) {
      const flood = await Promise.all(Array.from({ length: 100 }, () => api.idp.mint({}, { header: { kid: crypto.randomUUID() } })));
      const answers = await Promise.all([...flood.map((token) => api.send(token)), api.send(good)]);
      expect(answers.map(({ status }) => status)).toEqual([...flood.map(() => 401), 200]);
      api.now += 1000;
    }
    expect(api.idp.requests("jwks").length - asked).toBe(1);
    expect(api.idp.requests("discovery")).toHaveLength(1);
  });
});

describe("S-120 CVE-2026-22817 CVE-2026-22818 the token does not choose how it is verified", () => {
  test("a key without alg is for the configured algorithm, whatever the header says", async () => {
    await using api = await verifying({ algorithms: ["RS256", "PS256"] }, { algorithm: "PS256" });
    using _ = api.idp.fail("jwks", async (answer) => {
      const { keys } = (await (await answer()).json()) as { keys: object[] };
      return Response.json({ keys: keys.map((key) => ({ ...key, alg: undefined })) });
    });
    using __ = api.idp.announce({ id_token_signing_alg_values_supported: ["RS256", "PS256"] });
    expect(await api.verdict()).toEqual([401, "unknown_key"]);
  });

  test("S-070 S-066 a secret's algorithm is never discovered, no algorithm is none", async () => {
    await expect(verifying({ algorithms: ["RS256", "HS256"] as never })).rejects.toThrow("HS");
    await expect(verifying({ algorithms: [] })).rejects.toThrow("algorithms");
    await expect(verifying({ algorithms: ["none"] as never })).rejects.toThrow("algorithms");
  });

  test("metadata that says nothing of algorithms leaves it to the configuration", async () => {
    await using api = await verifying();
    using _ = api.idp.announce({ id_token_signing_alg_values_supported: undefined });
    expect((await api.verdict())[0]).toBe(200);
    expect(await api.verdict({}, { header: { alg: "HS256" } })).toEqual([401, "unsupported_algorithm"]);
  });

  test("an algorithm that the metadata leaves out is not accepted, though configured", async () => {
    await using api = await verifying();
    using _ = api.idp.announce({ id_token_signing_alg_values_supported: ["RS256", 7, "none"] });
    expect(await api.verdict()).toEqual([401, "unknown_key"]);
    expect(api.idp.requests("jwks")).toHaveLength(0);
  });
});

describe("S-117 S-118 sets with what does not belong there", () => {
  const keysOf = async (answer: () => Promise<Response>) => ((await (await answer()).json()) as { keys: Record<string, unknown>[] }).keys;

  test("a secret key, a key for encryption, and two of one name are not used", async () => {
    for (const spoil of [
      (key: object) => [key, { ...key }],
      (key: object) => [{ ...key, use: "enc" }],
      (key: object) => [{ ...key, d: "AA" }],
      (key: object) => [{ kty: "oct", k: "A".repeat(43), kid: "kid" in key ? key.kid : "" }],
    ]) {
      await using api = await verifying();
      using _ = api.idp.fail("jwks", async (answer) => Response.json({ keys: (await keysOf(answer)).flatMap(spoil) }));
      expect((await api.verdict())[0]).not.toBe(200);
    }
  });

  test("S-126 10,000 keys are too many", async () => {
    await using api = await verifying();
    using _ = api.idp.fail("jwks", async (answer) => {
      const [key] = await keysOf(answer);
      return Response.json({ keys: Array.from({ length: 10_000 }, (__, index) => ({ ...key, kid: String(index) })) });
    });
    expect((await api.verdict())[0]).toBe(503);
  });
});

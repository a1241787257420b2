import { describe, expect, test } from "vitest";
import { allowInsecureHttp, jwks, type KeySource } from "../../src/jwt/index.js";
import { json, keyServer, published } from "./key-server.js";
import { answer, mint, newPair, pairOf, verdict, verifierOf, type Verifier } from "./tokens.js";

const [one, two] = [await pairOf("ES256", "one"), await pairOf("ES256", "two")];
const algorithms = ["ES256", "RS256"] as const;
const verifierFrom = (keys: KeySource, options: object = {}): Verifier => verifierOf([], { keys, algorithms, ...options });

describe("fetching", () => {
  test("a token is verified with a key from the server", async () => {
    const server = await keyServer(published(one));
    expect(await answer(verifierFrom(server.source()), await mint(one))).toMatchObject({ status: 200, body: "alice" });
    expect(server.hits).toBe(1);
  });

  test("the server is asked for JSON, without credentials", async () => {
    const server = await keyServer();
    let seen: object = {};
    server.answer = (response, { headers, method }) => {
      seen = { ...headers, method };
      json({ keys: [published(one)] })(response, {} as never);
    };
    await server.source().find({ alg: "ES256", kid: "one" });
    expect(seen).toMatchObject({ method: "GET", accept: "application/jwk-set+json, application/json" });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(["authorization"]));
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(["cookie"]));
  });

  test("S-123 500 parallel requests on a cold cache cause one fetch", async () => {
    const server = await keyServer(published(one));
    const token = await mint(one);
    const verifiers = Array.from({ length: 5 }, () => verifierFrom(server.source(), { cache: false }));
    const verdicts = await Promise.all(Array.from({ length: 500 }, (_, index) => verdict(verifiers[index % 5] as Verifier, token)));
    expect(new Set(verdicts)).toEqual(new Set(["granted"]));
    expect(server.hits).toBe(1);
  });

  test("sources of one address share its keys; with other options they do not", async () => {
    const server = await keyServer(published(one));
    const clock = () => server.time;
    const make = (maxAge: number) => jwks(new URL(server.url), { [allowInsecureHttp]: true, clock, maxAge });
    for (const source of [make(60_000), make(60_000), make(60_000)]) await source.find({ alg: "ES256", kid: "one" });
    expect(server.hits).toBe(1);
    await make(70_000).find({ alg: "ES256", kid: "one" });
    expect(server.hits).toBe(2);
  });

  test("S-332 no more than 1,000 addresses are shared", async () => {
    const server = await keyServer(published(one));
    const clock = () => server.time;
    const ask = (path: string) => jwks(`${server.url}?${path}`, { [allowInsecureHttp]: true, clock }).find({ alg: "ES256", kid: "one" });
    await ask("first");
    for (let index = 0; index < 999; index += 1) jwks(`${server.url}?${index}`, { [allowInsecureHttp]: true, clock });
    await ask("first");
    expect(server.hits).toBe(1);
    jwks(`${server.url}?last`, { [allowInsecureHttp]: true, clock });
    await ask("first");
    expect(server.hits).toBe(2);
  });

  test("once they are there, keys are given at once", async () => {
    const server = await keyServer(published(one));
    const source = server.source();
    expect(source.find({ alg: "ES256", kid: "one" })).toBeInstanceOf(Promise);
    await source.find({ alg: "ES256", kid: "one" });
    expect(source.find({ alg: "ES256", kid: "one" })).toHaveLength(1);
  });
});

describe("unknown keys", () => {
  test("S-121 CVE-2026-48524 1,000 tokens with random kids in 10 s cause one fetch per cooldown, and valid ones stay 200", async () => {
    const server = await keyServer(published(one));
    const verifier = verifierFrom(server.source(), { cache: false });
    const good = await mint(one);
    expect(await verdict(verifier, good)).toBe("granted");
    const stranger = await newPair("ES256", "stranger");
    server.time += 30_000;
    for (let round = 0; round < 100; round += 1) {
      const random = await Promise.all(Array.from({ length: 10 }, (_, index) => mint(stranger, {}, { kid: `random ${round} ${index}` })));
      const verdicts = await Promise.all([...random, good].map((token) => verdict(verifier, token)));
      expect(new Set(verdicts.slice(0, -1))).toEqual(new Set(["unknown_key"]));
      expect(verdicts.at(-1)).toBe("granted");
      server.time += 100;
    }
    expect(server.hits).toBe(2);
    server.time += 30_000;
    expect(await verdict(verifier, await mint(stranger))).toBe("unknown_key");
    expect(server.hits).toBe(3);
  });

  test("S-124 a new key is found within the cooldown, without waiting for the age", async () => {
    const server = await keyServer(published(one));
    const verifier = verifierFrom(server.source());
    const [old, young] = [await mint(one), await mint(two)];
    expect(await verdict(verifier, old)).toBe("granted");
    server.publish(published(one), published(two));
    expect(await verdict(verifier, young)).toBe("unknown_key");
    server.time += 30_000;
    expect(await verdict(verifier, young)).toBe("granted");
    expect(await verdict(verifier, old)).toBe("granted");
    expect(server.hits).toBe(2);
  });

  test("S-124 a removed key stops working when its age is over, also for a token that was seen", async () => {
    const server = await keyServer(published(one), published(two));
    const verifier = verifierFrom(server.source());
    const token = await mint(one);
    expect(await verdict(verifier, token)).toBe("granted");
    server.publish(published(two));
    server.time += 299_000;
    expect(await verdict(verifier, token)).toBe("granted");
    server.time += 302_000;
    expect(await verdict(verifier, token)).toBe("unknown_key");
  });

  test("in the second half of their age keys are fetched behind the requests", async () => {
    const server = await keyServer(published(one), published(two));
    const source = server.source();
    await source.find({ alg: "ES256", kid: "one" });
    server.publish(published(two));
    server.time += 301_000;
    expect(source.find({ alg: "ES256", kid: "one" })).toHaveLength(1);
    await expect.poll(() => server.hits).toBe(2);
    await expect.poll(() => source.find({ alg: "ES256", kid: "two" })).toHaveLength(1);
    expect(await source.find({ alg: "ES256", kid: "one" })).toEqual([]);
    expect(server.hits).toBe(2);
  });

  test("a key that stays keeps its CryptoKey, so that tokens that were verified with it stay so", async () => {
    const server = await keyServer(published(one));
    const source = server.source();
    const [before] = await source.find({ alg: "ES256", kid: "one" });
    server.publish(published(two), published(one));
    server.time += 601_000;
    const [after] = await source.find({ alg: "ES256", kid: "one" });
    expect(after?.key).toBe(before?.key);
    server.publish(published(await newPair("ES256", "one")));
    server.time += 601_000;
    const [other] = await source.find({ alg: "ES256", kid: "one" });
    expect(other?.key).not.toBe(before?.key);
  });
});

test("by default the platform's fetch and clock are used", async () => {
  const server = await keyServer(published(one));
  expect(await jwks(server.url, { [allowInsecureHttp]: true }).find({ alg: "ES256", kid: "one" })).toHaveLength(1);
});

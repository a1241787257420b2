import type { Fault } from "@ampoule/testing/offline-issuer";
import { describe, expect, test } from "vitest";
import { verifying } from "../verifying.js";

const minute = 60_000;

describe("an issuer that cannot be asked is an outage: 503, never 401", () => {
  test.each<Fault>([
    "error",
    "html",
    "huge",
    "redirect",
    "empty",
    () => Response.json([]),
    () => new Response('{"issuer":1,"issuer":2}', { headers: { "Content-Type": "application/json" } }),
  ])("S-122 S-178 discovery: %s; no redirect is followed, and it recovers", async (fault) => {
    await using api = await verifying();
    {
      using _ = api.idp.fail("discovery", fault);
      expect((await api.verdict())[0]).toBe(503);
      expect(api.idp.requests().map(({ endpoint }) => endpoint)).toEqual(["discovery"]);
    }
    api.now += 1000;
    expect((await api.verdict())[0]).toBe(200);
  });

  test.each<Fault>(["error", "html", "huge", "redirect", "empty"])("S-122 S-126 S-178 keys: %s", async (fault) => {
    await using api = await verifying();
    {
      using _ = api.idp.fail("jwks", fault);
      expect((await api.verdict())[0]).toBe(503);
      expect(api.idp.requests("jwks")).toHaveLength(1);
    }
    api.now += 1000;
    expect((await api.verdict())[0]).toBe(200);
  });

  test.each(["discovery", "jwks"] as const)("S-126 %s: slow or dripping, within the time-out", async (endpoint) => {
    await using api = await verifying({ timeout: 200 });
    for (const fault of ["slow", "drip"] as const) {
      using _ = api.idp.fail(endpoint, fault);
      const started = performance.now();
      expect((await api.verdict())[0]).toBe(503);
      expect(performance.now() - started).toBeLessThan(1500);
      api.now += 60_000;
    }
  });

  test.each(["discovery", "jwks"] as const)("S-178 a fetch that follows redirects all the same gets nobody in: %s", async (endpoint) => {
    await using api = await verifying({ fetch: (input, init) => fetch(input, { ...init, redirect: "follow" }) });
    using _ = api.idp.fail(endpoint, "redirect");
    expect((await api.verdict())[0]).toBe(503);
  });

  test("a fetch that neither answers nor listens is given up", async () => {
    await using api = await verifying({ timeout: 100, fetch: () => new Promise(() => undefined) });
    expect((await api.verdict())[0]).toBe(503);
  });

  test("S-122 CVE-2026-48524 1,000 requests to an issuer that is down ask it once per step: after 1, 2, 4, … 60 seconds", async () => {
    await using api = await verifying();
    using _ = api.idp.fail("discovery", "error");
    const token = await api.idp.mint();
    const asked = () => api.idp.requests("discovery").length;
    const flood = () => Promise.all(Array.from({ length: 1000 }, () => api.send(token)));
    expect(new Set((await flood()).map(({ status }) => status))).toEqual(new Set([503]));
    expect(asked()).toBe(1);
    for (const [step, wait] of [1000, 2000, 4000, 8000, 16_000, 32_000, minute, minute].entries()) {
      api.now += wait - 1;
      await api.send(token);
      expect(asked()).toBe(step + 1);
      api.now += 1;
      await api.send(token);
      expect(asked()).toBe(step + 2);
    }
  });

  test("whoever is refused meanwhile is told when to come back", async () => {
    await using api = await verifying();
    using _ = api.idp.fail("discovery", "error");
    const token = await api.idp.mint();
    await api.send(token);
    api.now += 10;
    const error = await Promise.resolve(api.verifier.verify(token, {} as never)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UnavailableError", retryAfter: 1 });
  });
});

describe("S-123 500 parallel requests on a cold start ask once", () => {
  test("for metadata and for keys", async () => {
    await using api = await verifying();
    const token = await api.idp.mint();
    const all = await Promise.all(Array.from({ length: 500 }, () => api.send(token)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect(api.idp.requests().map(({ endpoint }) => endpoint)).toEqual(["discovery", "jwks"]);
  });
});

describe("S-127 an issuer that stops", () => {
  test("warm keys serve on until the stale limit, then 503; started again, 200", async () => {
    await using api = await verifying({ keyTimes: { cooldown: 1000, maxAge: 10 * minute, staleLimit: 30 * minute } }, { lifetime: 7200 });
    const token = await api.idp.mint();
    const status = async () => (await api.send(token)).status;
    expect(await status()).toBe(200);
    await api.idp.stop();
    for (const minutes of [5, 14, 10]) {
      api.now += minutes * minute;
      expect(await status()).toBe(200);
    }
    api.now += 2 * minute;
    expect(await status()).toBe(503);
    await api.idp.start();
    api.now += 2 * minute;
    expect(await status()).toBe(200);
  });

  test("old metadata serves for a day while it cannot be had anew, and is fetched behind requests when it can", async () => {
    await using api = await verifying({}, { lifetime: 3 * 24 * 3600 });
    const token = await api.idp.mint();
    const status = async () => (await api.send(token)).status;
    const asked = () => api.idp.requests("discovery").length;
    expect(await status()).toBe(200);
    api.now += 59 * minute;
    expect([await status(), asked()]).toEqual([200, 1]);
    {
      using _ = api.idp.fail("discovery", "error");
      api.now += 2 * minute;
      expect(await status()).toBe(200);
      await expect.poll(asked).toBe(2);
      api.now += 23 * 60 * minute;
      expect(await status()).toBe(200);
      await expect.poll(asked).toBe(3);
      api.now += 2 * 60 * minute;
      expect(await status()).toBe(503);
    }
    api.now += 2 * minute;
    expect(await status()).toBe(200);
  });

  test("a clock that is set back makes nothing last longer", async () => {
    await using api = await verifying({ leeway: 60 });
    expect((await api.verdict())[0]).toBe(200);
    api.now -= 30_000;
    expect((await api.verdict())[0]).toBe(200);
    expect(api.idp.requests("discovery")).toHaveLength(2);
    using _ = api.idp.fail("discovery", "error");
    api.now -= 1000;
    expect((await api.verdict())[0]).toBe(503);
    api.now -= 1000;
    expect((await api.verdict())[0]).toBe(503);
    expect(api.idp.requests("discovery")).toHaveLength(4);
  });
});

test("metadata that moves the keys is followed when it is fetched anew", async () => {
  await using api = await verifying({}, { lifetime: 7200 });
  await using other = await verifying();
  expect((await api.verdict())[0]).toBe(200);
  using _ = api.idp.announce({ jwks_uri: `${other.idp.url}/jwks` });
  api.now += 61 * minute;
  const token = await api.idp.mint();
  await api.send(token);
  await expect.poll(() => api.idp.requests("discovery").length).toBe(2);
  await expect.poll(() => api.verdictOn(token)).toEqual([401, "unknown_key"]);
  expect(other.idp.requests("jwks").length).toBe(1);
});

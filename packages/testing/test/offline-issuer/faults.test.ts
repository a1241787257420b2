import { offlineIssuer, type Fault } from "@ampoule/testing/offline-issuer";
import { expect, test } from "vitest";

const jwks = (url: string, init?: RequestInit) => fetch(`${url}/jwks`, { redirect: "manual", ...init });

test.each<[Fault, number, string | null]>([
  ["error", 500, "text/plain;charset=UTF-8"],
  ["html", 200, "text/html"],
  ["redirect", 302, null],
  ["huge", 200, "application/json"],
  ["empty", 200, "application/json"],
  [() => new Response("mine", { status: 418 }), 418, "text/plain;charset=UTF-8"],
])("%s", async (fault, status, type) => {
  await using idp = await offlineIssuer();
  {
    using _ = idp.fail("jwks", fault);
    const response = await jwks(idp.url);
    expect([response.status, response.headers.get("content-type")]).toEqual([status, type]);
    const body = await response.text();
    expect(body.length > 5_000_000).toBe(fault === "huge");
  }
  expect(await (await jwks(idp.url)).json()).toMatchObject({ keys: [{ alg: "ES256" }] });
});

test("who follows a redirect gets the right answer", async () => {
  await using idp = await offlineIssuer();
  using _ = idp.fail("jwks", "redirect");
  expect((await jwks(idp.url, { redirect: "follow" })).status).toBe(200);
});

test.each<Fault>(["slow", "drip"])("%s does not come to an end", async (fault) => {
  await using idp = await offlineIssuer();
  using _ = idp.fail("jwks", fault);
  await expect(jwks(idp.url, { signal: AbortSignal.timeout(200) }).then((response) => response.text())).rejects.toThrow();
});

test("without a network as well, who has no patience gets nothing", async () => {
  await using idp = await offlineIssuer({ listen: false });
  using _ = idp.fail("jwks", "slow");
  await expect(idp.fetch(`${idp.url}/jwks`, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
});

test("wrong issuer, and what is announced", async () => {
  await using idp = await offlineIssuer();
  const metadata = async () => (await (await fetch(`${idp.url}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
  {
    using _ = idp.fail("discovery", "wrong issuer");
    expect(await metadata()).toMatchObject({ issuer: "https://somebody-else.test", jwks_uri: `${idp.url}/jwks` });
  }
  {
    using _ = idp.announce({ jwks_uri: undefined, extra: 1 });
    expect(await metadata()).toMatchObject({ issuer: idp.issuer, extra: 1 });
    expect(await metadata()).not.toHaveProperty("jwks_uri");
  }
  expect(await metadata()).not.toHaveProperty("extra");
});

test("the newest fault of an endpoint holds, and each ends once", async () => {
  await using idp = await offlineIssuer();
  const older = idp.fail("jwks", "error");
  const newer = idp.fail("jwks", "html");
  expect((await jwks(idp.url)).headers.get("content-type")).toBe("text/html");
  newer[Symbol.dispose]();
  newer[Symbol.dispose]();
  expect((await jwks(idp.url)).status).toBe(500);
  older[Symbol.dispose]();
  expect((await jwks(idp.url)).status).toBe(200);
});

test("stopped, it is out of reach; started, it is where it was", async () => {
  await using idp = await offlineIssuer();
  const { url } = idp;
  await idp.stop();
  await idp.stop();
  await expect(jwks(url)).rejects.toThrow("fetch failed");
  await idp.start();
  await idp.start();
  expect([(await jwks(url)).status, idp.url]).toEqual([200, url]);
});

test("what it was asked is kept", async () => {
  await using idp = await offlineIssuer();
  await fetch(`${idp.url}/introspect?a=b`, { method: "POST", body: "token=t", headers: { "x-mine": "1" } });
  const [seen] = idp.requests("introspection");
  expect(seen).toMatchObject({ method: "POST", url: `${idp.url}/introspect?a=b`, body: "token=t" });
  expect(seen?.headers.get("x-mine")).toBe("1");
  expect(idp.requests("jwks")).toHaveLength(0);
});

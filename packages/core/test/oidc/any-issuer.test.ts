import { describe, expect, test } from "vitest";
import { anyIssuer } from "../../src/oidc/index.js";
import { door, verifying } from "./verifying.js";

describe("S-128 several issuers: keys are bound to theirs", () => {
  test("each one's tokens are accepted, with its own key only", async () => {
    await using a = await verifying();
    await using b = await verifying({}, { path: "/b" });
    const { send, verdictOn } = door(anyIssuer(a.verifier, b.verifier));
    expect((await send(await a.idp.mint({ sub: "alice" }))).body).toMatchObject({ iss: a.idp.issuer, sub: "alice" });
    expect((await send(await b.idp.mint({ sub: "bob" }))).body).toMatchObject({ iss: b.idp.issuer, sub: "bob" });
    expect(await verdictOn(await a.idp.mint({ iss: b.idp.issuer }))).toEqual([401, "unknown_key"]);
    const [kid] = await keyIdsOf(b.idp.url);
    expect(await verdictOn(await a.idp.mint({ iss: b.idp.issuer }, { header: { kid } }))).toEqual([401, "bad_signature"]);
  });

  test("one that nobody trusts is refused before anything is fetched", async () => {
    await using a = await verifying();
    await using stranger = await verifying();
    const { verdictOn } = door(anyIssuer(a.verifier));
    for (const token of [
      await stranger.idp.mint(),
      await a.idp.mint({ iss: [a.idp.issuer] }),
      await a.idp.mint({ iss: undefined }),
      "e30.e30.e30",
      "e30.W10.e30",
      "e30.e31.e30",
      "e30.____.e30",
      "opaque",
    ]) {
      expect(await verdictOn(token)).toEqual([401, "untrusted_issuer"]);
    }
    expect([a.idp.requests(), stranger.idp.requests()]).toEqual([[], []]);
  });

  test("one that is down takes no other with it", async () => {
    await using a = await verifying();
    await using b = await verifying();
    const { verdictOn } = door(anyIssuer(a.verifier, b.verifier));
    const [ofA, ofB] = [await a.idp.mint(), await b.idp.mint()];
    await a.idp.stop();
    expect([(await verdictOn(ofA))[0], (await verdictOn(ofB))[0]]).toEqual([503, 200]);
    await expect(anyIssuer(a.verifier, b.verifier).ready()).rejects.toThrow(a.idp.issuer);
    await expect(anyIssuer(b.verifier).ready()).resolves.toBeUndefined();
  });

  test("an issuer twice, and none at all, do not start", async () => {
    await using a = await verifying();
    expect(() => anyIssuer(a.verifier, a.verifier)).toThrow(a.idp.issuer);
    expect(() => anyIssuer()).toThrow("no verifier");
  });

  test("they can be nested, and tell their issuers and scopes", async () => {
    await using a = await verifying();
    await using b = await verifying();
    const both = anyIssuer(anyIssuer(a.verifier), { ...b.verifier, scopes: ["read", "write"] });
    expect([both.issuers, both.scopes, both.openIdConnectUrl]).toEqual([
      [a.idp.issuer, b.idp.issuer],
      ["read", "write"],
      a.verifier.openIdConnectUrl,
    ]);
    expect(await door(both).verdictOn(await b.idp.mint())).toEqual([200, undefined]);
  });
});

async function keyIdsOf(url: string): Promise<unknown[]> {
  const { keys } = (await (await fetch(`${url}/jwks`)).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
}

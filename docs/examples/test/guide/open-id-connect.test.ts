import { openIdConnect } from "@ampoule/core";
import { oidc } from "@ampoule/core/oidc";
import { offlineIssuer } from "@ampoule/testing/offline-issuer";
import { describe, expect, test } from "vitest";
import { frames } from "./frames.js";
import { behind } from "./weak-spots/fixtures.js";

describe.each(frames)("on %s", (_, frame) => {
  test("G5 OpenID Connect takes what its issuer signed for this API, and no other text", async () => {
    await using idp = await offlineIssuer({ issuer: "https://login.example", listen: false });
    const verifier = oidc({ issuer: idp.issuer, audience: idp.audience, algorithms: ["ES256"], fetch: idp.fetch });
    await using app = await frame(behind(openIdConnect(verifier)));
    const statusOf = async (field: string) => (await app.ask("GET /", `Authorization: ${field}`)).status;
    const good = await idp.mint();
    expect(await statusOf(`Bearer ${good}`)).toBe(200);
    const others = [good, "anything", `Token ${good}`, "Bearer", "Bearer anything", `Bearer ${good.slice(0, -4)}AAAA`];
    for (const other of [...others, `Bearer ${await idp.mint({ aud: "https://other.example" })}`])
      expect(await statusOf(other), other).toBe(401);
    expect((await app.ask("GET /", "Authorization: anything")).challenge).toBe('Bearer realm="api"');
  });
});

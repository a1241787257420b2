// #region keys
import { bearer } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import { auth0 } from "@ampoule/core/oidc";
import { security } from "@ampoule/hono";
import { offlineIssuer } from "@ampoule/testing/offline-issuer";
import { Hono } from "hono";
import { container } from "tsyringe";
import { expect, test } from "vitest";

test("keys without a network", async () => {
  await using idp = await offlineIssuer({ issuer: "https://login.example", listen: false });
  const verifier = jwt({ issuer: idp.issuer, audience: idp.audience, keys: idp.keys, algorithms: ["ES256"] });
  expect(await statusOf(bearer(verifier), await idp.mint())).toBe(200);
});
// #endregion keys

// #region preset
test("a preset, under the provider's own name", async () => {
  const issuer = "https://example.eu.auth0.com/";
  await using idp = await offlineIssuer({ issuer, audience: "https://notes.example", algorithm: "RS256", listen: false });
  const verifier = auth0({ domain: "example.eu.auth0.com", audience: idp.audience, fetch: idp.fetch });
  const token = await idp.mint({ azp: "app", client_id: undefined }, { header: { typ: "JWT" } }); // as Auth0 makes them
  expect(await statusOf(bearer(verifier), token)).toBe(200);
});
// #endregion preset

async function statusOf(accessToken: ReturnType<typeof bearer>, token: string): Promise<number> {
  const app = new Hono();
  const secure = security({ container });
  app.get(
    "/me",
    secure({ token: accessToken }, () => ({ ok: true })),
  );
  return (await secure.seal(app).request("/me", { headers: { authorization: `Bearer ${token}` } })).status;
}

import { bearer } from "@ampoule/core";
import { allowInsecureHttp, oidc } from "@ampoule/core/oidc";
import { security } from "@ampoule/hono";
import { offlineIssuer } from "@ampoule/testing/offline-issuer";
import { Hono } from "hono";
import { container } from "tsyringe";
import { expect, test } from "vitest";

// #region drill
test("the drill", async () => {
  let now = Date.now();
  const clock = () => now;
  await using idp = await offlineIssuer({ clock, lifetime: 900 });
  const statusOf = apiFor(oidc({ issuer: idp.issuer, audience: idp.audience, clock, [allowInsecureHttp]: true }));

  const before = await idp.mint();
  expect(await statusOf(before)).toBe(200);

  await idp.rotate(); // 1. a new key is published, and signs from now on
  const after = await idp.mint();
  expect(await statusOf(after)).toBe(401); // the keys were fetched a moment ago
  now += 30_000; // 2. the cooldown is over
  expect(await statusOf(after)).toBe(200);
  expect(await statusOf(before)).toBe(200);

  now += 871_000; // 3. the last token of the old key has expired
  idp.removeOldKeys(); // 4. so it can go
  expect(await statusOf(await idp.mint())).toBe(200);
});
// #endregion drill

// #region stolen
test("a key that was stolen", async () => {
  let now = Date.now();
  const clock = () => now;
  await using idp = await offlineIssuer({ clock, lifetime: 3600 });
  const statusOf = apiFor(oidc({ issuer: idp.issuer, audience: idp.audience, clock, [allowInsecureHttp]: true }));
  const stolen = await idp.mint();
  expect(await statusOf(stolen)).toBe(200);

  await idp.rotate();
  idp.removeOldKeys(); // at once
  now += 600_001; // maxAge of the keys
  expect(await statusOf(stolen)).toBe(401);
});
// #endregion stolen

function apiFor(verifier: ReturnType<typeof oidc>): (token: string) => Promise<number> {
  const app = new Hono();
  const secure = security({ container });
  app.get(
    "/me",
    secure({ token: bearer(verifier) }, () => ({ ok: true })),
  );
  secure.seal(app);
  return async (token) => (await app.request("/me", { headers: { authorization: `Bearer ${token}` } })).status;
}

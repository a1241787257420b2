import { offlineIssuer } from "@ampoule/testing/offline-issuer";
import { setTimeout as delay } from "node:timers/promises";

const audience = "https://api.test";

/** Who signs for the application: itself, an issuer with metadata, one that redirects, and one whose keys age within a second. */
export async function startIssuers() {
  const local = await offlineIssuer({ audience, algorithm: "EdDSA", issuer: "https://own.test", listen: false });
  const [issuer, moved, aging] = await Promise.all([1, 2, 3].map(() => offlineIssuer({ audience })));
  moved.fail("jwks", "redirect");
  aging.fail("jwks", async (answer) => (await delay(200), answer()));
  return { local, issuer, moved, aging };
}

/** What the application is told of them. */
export async function settingsOf({ local, issuer, moved, aging }) {
  const [jwk] = (await (await local.fetch(`${local.url}/jwks`)).json()).keys;
  const key = { alg: "EdDSA", kid: jwk.kid, jwk };
  return { audience, local: { issuer: local.issuer, key }, issuer: issuer.issuer, moved: moved.issuer, aging: aging.issuer };
}

// #region start
import { allowInsecureHttp, oidc } from "@ampoule/core/oidc";
import { offlineIssuer } from "@ampoule/testing/offline-issuer";
import { expect, test } from "vitest";
import { notesOnHono } from "./on-hono.js";

/** The application as it is, with an issuer that nobody has to sign up with. */
async function start() {
  const idp = await offlineIssuer();
  const verifier = oidc({
    issuer: idp.issuer,
    audience: idp.audience,
    scopes: ["notes.read", "notes.write"],
    [allowInsecureHttp]: true, // it is on this machine
  });
  const app = notesOnHono(verifier);
  const statusOf = async (method: string, token: string) =>
    (await app.request("/notes", { method, headers: { authorization: `Bearer ${token}` } })).status;
  return { idp, statusOf, [Symbol.asyncDispose]: () => idp.stop() };
}
// #endregion start

// #region tokens
test("who may read cannot write", async () => {
  await using api = await start();
  const token = await api.idp.mint({ sub: "alice", scope: "notes.read" });
  expect(await api.statusOf("GET", token)).toBe(200);
  expect(await api.statusOf("POST", token)).toBe(403);
});

test("a token of yesterday, of another API, or for signing in, is none", async () => {
  await using api = await start();
  const { idp } = api;
  for (const token of [
    await idp.mint({ scope: "notes.read", exp: 1_700_000_000 }),
    await idp.mint({ scope: "notes.read", aud: "https://other.example" }),
    await idp.mint({ scope: "notes.read" }, { header: { typ: "JWT" } }),
    await idp.mint({ scope: "notes.read" }, { header: { alg: "none" } }),
  ]) {
    expect(await api.statusOf("GET", token)).toBe(401);
  }
});
// #endregion tokens

// #region faults
test("while the issuer cannot be asked, nobody is logged out", async () => {
  await using api = await start();
  const token = await api.idp.mint({ scope: "notes.read" });
  {
    using _ = api.idp.fail("jwks", "error"); // or "slow", "html", "redirect", "huge", "empty", …
    expect(await api.statusOf("GET", token)).toBe(503);
  }
  await api.idp.stop();
  expect(await api.statusOf("GET", token)).toBe(503);
});
// #endregion faults

// #region requests
test("what the API asked is seen", async () => {
  await using api = await start();
  const token = await api.idp.mint({ scope: "notes.read" });
  await Promise.all([api.statusOf("GET", token), api.statusOf("GET", token)]);
  expect(api.idp.requests("discovery")).toHaveLength(1);
  expect(api.idp.requests("jwks")).toHaveLength(1);
});
// #endregion requests

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { bearer, oauth2AuthorizationCodeBearer } from "@ampoule/core";
import { security } from "@ampoule/express";
import express from "express";
import type { Page } from "playwright-core";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { useChromium, Visit } from "./chromium.js";
import { clientId, Issuer } from "./issuer.js";
import { authorize, authorizeButton, authorized, tryOut } from "./swagger-ui.js";

useChromium();

const info = { title: "Elsewhere", version: "1" };

/** Sees the answers of an API whose users sign in elsewhere. */
async function serve(server: Server, issuer: Issuer): Promise<void> {
  const app = express();
  const secure = security({ container });
  const accessToken = oauth2AuthorizationCodeBearer({
    authorizationUrl: `${issuer.url}/auth`,
    tokenUrl: `${issuer.url}/token`,
    scopes: { openid: "Who you are" },
    verify: async (token) => {
      const claims = await issuer.ask(token);
      return claims && { ...claims, scope: "openid" };
    },
  });
  const plain = bearer((token) => (token === "secret-token" ? { sub: "machine" } : undefined));
  app.get(
    "/me",
    secure({ token: accessToken }, ({ token }) => token),
  );
  app.get(
    "/machine",
    secure({ token: plain }, ({ token }) => token),
  );
  app.get("/openapi.json", secure.openapi(app, { info }));
  // #region oauth
  app.get("/docs", secure.docs({ openapi: "/openapi.json", oauth: { clientId, scopes: ["openid"] } }));
  // #endregion oauth
  server.on("request", secure.seal(app));
}

async function signIn(popup: Page): Promise<void> {
  await popup.locator("input[name=login]").fill("alice");
  await popup.locator("input[name=password]").fill("anything");
  await popup.locator("button[type=submit]").click();
  await popup.getByRole("button", { name: "Continue" }).click();
}

test("authorization code with PKCE at a real authorization server: the page gets a token, and the operation answers 200", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using issuer = await Issuer.for(`${url}/docs`);
  await serve(server, issuer);
  {
    await using visit = await Visit.to(`${url}/docs`);
    const { page } = visit;
    const button = await authorizeButton(page, "OAuth2AuthorizationCodeBearer");
    const asked = visit.next((address) => address.startsWith(`${issuer.url}/auth?`));
    const popup = await visit.opened(() => button.click());
    expect(new URL(await asked).searchParams.get("code_challenge_method")).toBe("S256");
    const closed = popup.waitForEvent("close");
    await signIn(popup);
    await closed;
    await authorized(page, "OAuth2AuthorizationCodeBearer");
    const known = await tryOut(page, "/me");
    expect(known.status).toBe(200);
    expect(known.body).toContain('"sub": "alice"');
    await authorize(page, "HTTPBearer", { "input[type=text]": "secret-token" });
    expect((await tryOut(page, "/machine")).status).toBe(200);
  }
  server.close();
  server.closeAllConnections();
});

import { expect, describe, test } from "vitest";
import { demo } from "../src/demo.js";
import { frameworks, type Framework } from "../src/example.js";
import { start } from "../test/running.js";
import { useChromium, Visit } from "./chromium.js";
import { authorize, logOut, tryOut } from "./swagger-ui.js";

useChromium();

const { user } = demo;
const password = { "#oauth_username": user.email, "#oauth_password": user.password };

describe.each(Object.keys(frameworks) as Framework[])("the documentation page on %s", (framework) => {
  test("shows the operations; who signs in with a password gets 200, who logs out 401", async () => {
    await using app = await start({ framework });
    await using visit = await Visit.to(`${app.url}/docs`);
    const { page } = visit;
    expect(await page.title()).toBe("Ampoule example");
    expect((await tryOut(page, "/users/me")).status).toBe(401);
    const asked = page.waitForRequest((request) => request.url().endsWith("/token"));
    await authorize(page, "OAuth2PasswordBearer", password);
    expect((await asked).headers(), "a client that nobody named").not.toHaveProperty("authorization");
    const known = await tryOut(page, "/users/me");
    expect(known.status).toBe(200);
    expect(known.body).toContain(user.email);
    expect((await tryOut(page, "/me")).status, "an operation of accounts(), by the same entry").toBe(200);
    await logOut(page, "OAuth2PasswordBearer");
    expect((await tryOut(page, "/users/me")).status).toBe(401);
  });

  test("runs no script but its own", async () => {
    await using app = await start({ framework });
    await using visit = await Visit.to(`${app.url}/docs`);
    await visit.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'taken over'";
      document.body.append(script);
    });
    expect(await visit.page.title()).toBe("Ampoule example");
    await expect.poll(() => visit.violations.splice(0).join()).toContain("script-src 'self'");
  });

  test("signs in under Basic and with an API key", async () => {
    await using app = await start({ framework });
    await using visit = await Visit.to(`${app.url}/docs`);
    const { page } = visit;
    await authorize(page, "HTTPBasic", { "input[name=username]": user.email, "input[name=password]": user.password });
    expect((await tryOut(page, "/basic/me")).status).toBe(200);
    await authorize(page, "APIKeyHeader", { "input[type=text]": app.example.apiKey });
    expect((await tryOut(page, "/service")).status).toBe(200);
  });
});

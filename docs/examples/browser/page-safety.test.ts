import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { demo } from "../src/demo.js";
import { form, json, start } from "../test/running.js";
import { useChromium, Visit } from "./chromium.js";
import { field, follow, house, printedCode, says, signIn } from "./people.js";

useChromium();

const chosen = "a quiet harbour";

describe("the page", () => {
  test("S-155 S-256 another site's forms sign nobody out, in or on", async () => {
    await using here = await house({ framework: "express" });
    await signIn(here.visit.page, demo.user);
    const server = createServer((_, response) => void response.setHeader("Content-Type", "text/html").end("<p>strange")).listen(0);
    await once(server, "listening");
    const address = `http://localhost:${(server.address() as AddressInfo).port}/`;
    const strange = await here.visit.tab(address);
    for (const path of ["/sign-out", "/sign-in", "/refresh"]) {
      const answer = here.visit.count(path, 403);
      await strange.goto(address);
      await post(strange, here.app.url + path);
      expect([path, answer()]).toEqual([path, 1]);
    }
    await here.visit.page.reload();
    await here.visit.page.getByRole("heading", { name: "Your account" }).waitFor();
    server.close().closeAllConnections();
  });

  test("a password that was forgotten is chosen anew, by the link in the printed mail", async () => {
    await using here = await house({ framework: "express" });
    const { page } = here.visit;
    await follow(page, "Forgotten your password?", "Forgotten password");
    await field(page, "E-mail").fill(demo.user.email);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await says(page, "a mail with a link is on its way");
    const tab = await here.visit.tab(`${here.app.url}/?reset#code=${await printedCode(here, "Choose another")}`);
    await field(tab, "New password").fill("short");
    await tab.getByRole("button", { name: "Set the password" }).click();
    await tab.getByRole("alert").filter({ hasText: "8" }).waitFor();
    await field(tab, "New password").fill(chosen);
    await tab.getByRole("button", { name: "Set the password" }).click();
    await says(tab, "The password is set.");
    await signIn(tab, { email: demo.user.email, password: chosen });
  });

  test("account pre-hijacking: who never registered gets to a password of their own from the link that they are mailed, and the stranger out", async () => {
    await using here = await house({ framework: "express" });
    const stranger = { email: "mary@example.com", password: "a stranger's password" };
    await here.app.post("/sign-up", JSON.stringify(stranger), json);
    const tab = await here.visit.tab(`${here.app.url}/?verify#code=${await printedCode(here, "Confirm your")}`);
    await follow(tab, "Not you, or forgotten?", "Forgotten password");
    await field(tab, "E-mail").fill(stranger.email);
    await tab.getByRole("button", { name: "Mail me a link" }).click();
    await says(tab, "a mail with a link is on its way");
    const next = await here.visit.tab(`${here.app.url}/?reset#code=${await printedCode(here, "Choose another")}`);
    await field(next, "New password").fill(chosen);
    await next.getByRole("button", { name: "Set the password" }).click();
    await says(next, "The password is set.");
    await signIn(next, { email: stranger.email, password: chosen });
    const { email: username, password } = stranger;
    expect((await here.app.post("/token", new URLSearchParams({ username, password }).toString(), form)).status).toBe(400);
  });

  test.each(["127.0.0.1", "localhost"])("S-154 Chromium keeps a Secure cookie with a prefix at http://%s", async (host) => {
    await using app = await start({ framework: "express" });
    await using visit = await Visit.to(app.url.replace("127.0.0.1", host), "section:not([hidden])");
    await signIn(visit.page, demo.user);
    expect(await visit.cookies()).toMatchObject([{ name: "__Host-refresh", secure: true, httpOnly: true, sameSite: "Strict", path: "/" }]);
  });

  test("S-323 what is typed, and what stands in the address, is never more than text", async () => {
    await using app = await start({ framework: "express" });
    const markup = "<b>bold</b>";
    await using visit = await Visit.to(
      `${app.url}/?next=${encodeURIComponent(markup)}#${encodeURIComponent(markup)}`,
      "section:not([hidden])",
    );
    await field(visit.page, "E-mail").fill(`${markup}@example.com`);
    await field(visit.page, "Password").fill(markup);
    await visit.page.getByRole("button", { name: "Sign in" }).click();
    await visit.page.getByRole("alert").filter({ hasText: "That is not right" }).waitFor();
    expect(await visit.page.locator("b").count()).toBe(0);
  });

  test("nothing moves while it loads", async () => {
    await using app = await start({ framework: "express" });
    await using visit = await Visit.to(app.url, "section:not([hidden])");
    expect(await visit.page.evaluate(shifts)).toBe(0);
  });
});

/** Sends a form as a page may, without asking. */
async function post(page: Page, address: string): Promise<void> {
  await Promise.all([
    page.waitForURL(address),
    page.evaluate((target) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: target, enctype: "text/plain" });
      document.body.append(form);
      form.submit();
    }, address),
  ]);
}

/** How much of the page has moved by itself. */
function shifts(): Promise<number> {
  return new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { readonly value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 300);
  });
}

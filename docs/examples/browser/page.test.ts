import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { demo } from "../src/demo.js";
import { frameworks, type Framework } from "../src/example.js";
import { useChromium } from "./chromium.js";
import { changePassword, field, follow, house, keepsNothing, printedCode, says, signIn } from "./people.js";

useChromium();

const mary = { email: "mary@example.com", password: "a quiet harbour" };
const heading = (page: Page, name: string) => page.getByRole("heading", { name }).waitFor();

describe.each(Object.keys(frameworks) as Framework[])("the page on %s", (framework) => {
  test("signs up, confirms by the link in the printed mail, signs in, and is still in after a reload", async () => {
    await using here = await house({ framework });
    const { page } = here.visit;
    await follow(page, "Sign up", "Sign up");
    await field(page, "E-mail").fill(mary.email);
    await field(page, "Password").fill(mary.password);
    await page.getByRole("button", { name: "Sign up" }).click();
    await says(page, "If the address is free");
    const tab = await here.visit.tab(`${here.app.url}/?verify#code=${await printedCode(here, "Confirm your")}`);
    await field(tab, "Password").fill("not what was chosen");
    await tab.getByRole("button", { name: "Confirm my address" }).click();
    await tab.getByRole("alert").filter({ hasText: "This is not the password" }).waitFor();
    await field(tab, "Password").fill(mary.password);
    await tab.getByRole("button", { name: "Confirm my address" }).click();
    await says(tab, "The address is confirmed");
    expect(tab.url()).not.toContain("code=");

    await page.reload();
    await signIn(page, mary);
    await heading(tab, "Your account");
    await keepsNothing(page);
    await page.reload();
    await heading(page, "Your account");
    expect(await page.locator("#email").textContent()).toBe(mary.email);
  });

  test("an access token that is over is refreshed once, though two tabs find out at once, again and again", async () => {
    await using here = await house({ framework });
    const { page } = here.visit;
    await signIn(page, demo.user);
    const other = await here.visit.tab(`${here.app.url}/`);
    await heading(other, "Your account");
    const [rotated, refused] = [here.visit.count("/refresh", 200), here.visit.count("/refresh", 400)];
    for (let round = 1; round <= 3; round += 1) {
      here.later(16);
      await Promise.all([page, other].map((tab) => tab.evaluate(() => void (document.getElementById("status")!.textContent = ""))));
      await Promise.all([page, other].map((tab) => tab.getByRole("button", { name: "Look again" }).click()));
      await Promise.all([page, other].map((tab) => says(tab, "This is how it is now.")));
      expect([rotated(), refused()]).toEqual([round, 0]);
    }
    for (const tab of [page, other]) await heading(tab, "Your account");
  });

  test("changes the password, and ends other sign-ins, in every tab", async () => {
    await using here = await house({ framework });
    const { page } = here.visit;
    const elsewhere = await here.app.signIn();
    await signIn(page, demo.user);
    const other = await here.visit.tab(`${here.app.url}/`);
    await heading(other, "Your account");
    await page.getByRole("button", { name: /^End it/ }).click();
    await says(page, "That sign-in has ended.");
    expect((await here.app.get("/me", elsewhere)).status).toBe(401);
    await changePassword(page, demo.user, "another quiet harbour");
    await other.getByRole("button", { name: "Look again" }).click();
    await says(other, "This is how it is now.");
    expect(await other.locator("#sessions li").count()).toBe(1);
  });

  test("signs out everywhere: every tab, and every other browser", async () => {
    await using here = await house({ framework });
    const { page } = here.visit;
    await signIn(page, demo.user);
    const token = await here.app.signIn();
    const other = await here.visit.tab(`${here.app.url}/`);
    await heading(other, "Your account");
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    for (const tab of [page, other]) await heading(tab, "Sign in");
    await says(page, "You are signed out.");
    expect((await here.app.get("/me", token)).status).toBe(401);
    await page.reload();
    await heading(page, "Sign in");
    await keepsNothing(page);
  });
});

import { consoleMailer } from "@ampoule/accounts";
import type { Locator, Page } from "playwright-core";
import { expect, vi } from "vitest";
import type { ExampleOptions } from "../src/example.js";
import { codeIn, start, type NamedPassword, type Running } from "../test/running.js";
import { Visit } from "./chromium.js";

/** The example with its page, and the mails that it prints. */
export interface House extends AsyncDisposable {
  readonly app: Running;
  readonly printed: readonly string[];
  readonly visit: Visit;
  /** Lets time pass for tokens. */
  later(minutes: number): void;
}

export async function house(options: ExampleOptions): Promise<House> {
  const printed: string[] = [];
  let now = Date.now();
  const app = await start({ mailer: consoleMailer({ print: (text) => void printed.push(text) }), clock: () => now, ...options });
  const visit = await Visit.to(`${app.url}/`, "section:not([hidden])");
  return {
    app,
    printed,
    visit,
    later: (minutes) => void (now += minutes * 60_000),
    async [Symbol.asyncDispose]() {
      await visit[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

/** What stands behind the `#` of the latest printed mail about this. */
export function printedCode({ printed }: House, subject: string): Promise<string> {
  return vi.waitUntil(() => codeIn(printed.findLast((text) => text.includes(subject)) ?? ""), { timeout: 5_000 });
}

/** Follows a link to another section. A field that is looked for before that is shown is the one of the section before, and stays it. */
export async function follow(page: Page, link: string, title: string): Promise<void> {
  await page.getByRole("link", { name: link }).click();
  await page.getByRole("heading", { name: title }).waitFor();
}

/** A field of the section that is shown, by its label. */
export function field(page: Page, label: string): Locator {
  return page.locator("section:not([hidden])").getByLabel(label);
}

/** What the page says to everybody. */
export async function says(page: Page, words: string): Promise<void> {
  await page.getByRole("status").filter({ hasText: words }).waitFor();
}

/** With the keyboard alone: the title has the focus, the fields come after it. */
export async function signIn(page: Page, { email, password }: NamedPassword): Promise<void> {
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your account" }).waitFor();
}

export async function changePassword(page: Page, { password }: NamedPassword, next: string): Promise<void> {
  await field(page, "Current password").fill(password);
  await field(page, "New password").fill(next);
  await page.getByRole("button", { name: "Change it" }).click();
  await says(page, "The password is changed.");
}

/** Nothing that a script could read says who is signed in. */
export async function keepsNothing(page: Page): Promise<void> {
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(["", 0, 0]);
}

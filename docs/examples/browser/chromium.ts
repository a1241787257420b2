import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
let browser: Browser;

/** Starts the machine's own Chromium before a file's tests, and ends it after them. */
export function useChromium(): void {
  beforeAll(async () => {
    if (!existsSync(executablePath))
      throw new Error(`There is no Chromium at ${executablePath}: apt-get install chromium, or set CHROMIUM.`);
    // A container's root may not use Chromium's own sandbox.
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  }, 60_000);
  afterAll(() => browser.close());
}

/** A fresh profile: its own cookies, and nothing remembered. */
export function freshProfile(): Promise<BrowserContext> {
  return browser.newContext();
}

/** A page of a fresh profile. When it is disposed, nothing may have gone against its policy. */
export class Visit implements AsyncDisposable {
  readonly violations: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  /** @param ready what is there once the page is */
  static async to(address: string, ready = ".opblock"): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1_100, height: 900 } });
    context.setDefaultTimeout(20_000);
    const visit = new Visit(context, await context.newPage());
    context.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) visit.violations.push(message.text());
    });
    context.on("weberror", (error) => visit.violations.push(String(error.error())));
    await visit.page.goto(address);
    await visit.page.locator(ready).first().waitFor();
    return visit;
  }

  /** Another tab of the same profile. */
  async tab(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  cookies() {
    return this.context.cookies();
  }

  /** How often something is asked for from now on, and answered like this. */
  count(path: string, status: number): () => number {
    let count = 0;
    this.context.on("response", (response) => {
      if (new URL(response.url()).pathname === path && response.status() === status) count += 1;
    });
    return () => count;
  }

  /** The window that something opens. */
  async opened(act: () => Promise<void>): Promise<Page> {
    const [popup] = await Promise.all([this.context.waitForEvent("page"), act()]);
    return popup;
  }

  /** The first address like this that any window asks for. */
  async next(isIt: (address: string) => boolean): Promise<string> {
    return (await this.context.waitForEvent("request", (request) => isIt(request.url()))).url();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
    expect(this.violations).toEqual([]);
  }
}

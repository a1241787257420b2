import type { Locator, Page } from "playwright-core";

/** What is typed into fields, by their labels or names in Swagger UI. */
export type Entries = Readonly<Record<string, string>>;

/** The part of Swagger UI's dialogue that is about one scheme. */
async function dialogueFor(page: Page, scheme: string): Promise<Locator> {
  await page.locator(".auth-wrapper .btn.authorize").click();
  return page.locator(".auth-container").filter({ hasText: scheme });
}

async function close(page: Page): Promise<void> {
  await page.locator(".modal-ux .btn-done").first().click();
}

/** Signs in under one scheme. `entries` are CSS selectors with what is typed there. */
export async function authorize(page: Page, scheme: string, entries: Entries): Promise<void> {
  const dialogue = await dialogueFor(page, scheme);
  for (const [field, value] of Object.entries(entries)) await dialogue.locator(field).fill(value);
  await dialogue.locator("button.authorize").click();
  await dialogue.locator("button", { hasText: "Logout" }).waitFor();
  await close(page);
}

/** Opens the dialogue, and gives the button that signs in by another window. */
export async function authorizeButton(page: Page, scheme: string): Promise<Locator> {
  return (await dialogueFor(page, scheme)).locator("button.authorize");
}

/** Waits until another window has signed in. */
export async function authorized(page: Page, scheme: string): Promise<void> {
  await page.locator(".auth-container").filter({ hasText: scheme }).locator("button", { hasText: "Logout" }).waitFor();
  await close(page);
}

export async function logOut(page: Page, scheme: string): Promise<void> {
  const dialogue = await dialogueFor(page, scheme);
  await dialogue.locator("button", { hasText: "Logout" }).click();
  await close(page);
}

/** Tries an operation, and tells the status and the body that the page shows. */
export async function tryOut(page: Page, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const operation = page
    .locator(".opblock")
    .filter({ has: page.locator(`[data-path="${path}"]`) })
    .first();
  if ((await operation.locator(".opblock-body").count()) === 0) {
    await operation.locator(".opblock-summary-control").click();
    await operation.locator("button", { hasText: "Try it out" }).click();
  }
  const [response] = await Promise.all([
    page.waitForResponse((one) => new URL(one.url()).pathname === path),
    operation.locator("button.execute").click(),
  ]);
  const shown = operation.locator(".live-responses-table .response").first();
  await shown
    .locator(".response-col_status")
    .filter({ hasText: String(response.status()) })
    .waitFor();
  return { status: response.status(), body: await shown.innerText() };
}

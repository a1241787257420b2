// Takes the pictures that the guide shows, from the built example: node docs/examples/browser/screenshot.mjs
import "reflect-metadata";
import { memoryMailer } from "@ampoule/accounts";
import { chromium } from "playwright-core";
import { demo } from "../dist/demo.js";
import { startExample } from "../dist/example.js";

const example = await startExample({ framework: "express", cost: 4, mailer: memoryMailer() });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const picture = (name) => new URL(`../../guide/${name}.png`, import.meta.url).pathname;

const docs = await browser.newPage({ viewport: { width: 1_000, height: 680 } });
await docs.goto(`${example.address}/docs`);
await docs.locator(".auth-wrapper .btn.authorize").click();
const dialogue = docs.locator(".auth-container").filter({ hasText: "OAuth2PasswordBearer" });
await docs.locator("#oauth_username").fill(demo.user.email);
await docs.locator("#oauth_password").fill(demo.user.password);
await dialogue.locator("button.authorize").click();
await dialogue.locator("button", { hasText: "Logout" }).waitFor();
await docs.locator(".modal-ux .close-modal").click();
await docs.screenshot({ path: picture("docs-page") });

const page = await browser.newPage({ viewport: { width: 640, height: 560 }, locale: "en-GB", colorScheme: "light" });
await page.goto(example.address);
await page.getByRole("heading", { name: "Sign in" }).waitFor();
await page.locator("#sign-in input").first().fill(demo.user.email);
await page.screenshot({ path: picture("page-sign-in") });
await page.locator("#sign-in input").last().fill(demo.user.password);
await page.keyboard.press("Enter");
await page.getByRole("heading", { name: "Your account" }).waitFor();
await page.setViewportSize({ width: 640, height: 860 });
await page.screenshot({ path: picture("page-account") });

await browser.close();
example.server.close(() => example.close());
example.server.closeAllConnections();

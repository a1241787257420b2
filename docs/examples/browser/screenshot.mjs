// Takes the picture of the documentation page that the guide shows, from the built example: node docs/examples/browser/screenshot.mjs
import "reflect-metadata";
import { once } from "node:events";
import { chromium } from "playwright-core";
import { demo, makeExample } from "../dist/example.js";

const { server, store } = await makeExample({ framework: "express", cost: 4 });
await once(server.listen(0, "127.0.0.1"), "listening");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1_100, height: 720 } });
await page.goto(`http://127.0.0.1:${server.address().port}/docs`);
await page.locator(".auth-wrapper .btn.authorize").click();
await page.locator("#oauth_username").fill(demo.user.email);
await page.locator("#oauth_password").fill(demo.user.password);
await page.locator(".auth-container button.authorize").first().click();
await page.locator(".auth-container button", { hasText: "Logout" }).waitFor();
await page.locator(".modal-ux .close-modal").click();
await page.screenshot({ path: new URL("../../guide/docs-page.png", import.meta.url).pathname });
await browser.close();
server.close(() => store.close());

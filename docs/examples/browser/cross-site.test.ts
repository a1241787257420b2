import "reflect-metadata";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cookie } from "@ampoule/accounts";
import { allowCrossSite, apiKeyCookie, bearer, type SecurityEvent } from "@ampoule/core";
import { security } from "@ampoule/express";
import express from "express";
import type { BrowserContext, Page } from "playwright-core";
import { container } from "tsyringe";
import { expect, describe, test } from "vitest";
import { freshProfile, useChromium } from "./chromium.js";

useChromium();

/** The weakest cookie that there can be: browsers send it from everywhere, so that only the scheme is left to refuse. */
const session = cookie({ name: "__Host-session", [allowCrossSite]: true });

interface Shop extends AsyncDisposable {
  readonly port: number;
  readonly events: SecurityEvent[];
  /** What was bought, and from which sites it was tried with a cookie. */
  readonly bought: string[];
  readonly tried: string[];
}

/** A server on every name of this machine, with pages that are empty. */
async function listening(server = createServer((_, response) => void response.setHeader("Content-Type", "text/html").end("<p>page"))) {
  server.listen(0);
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

async function shop(trusted: string): Promise<Shop> {
  const [events, bought, tried]: [SecurityEvent[], string[], string[]] = [[], [], []];
  const app = express();
  const secure = security({ container, onEvent: (event) => void events.push(event) });
  const me = apiKeyCookie({ name: session.name, verify: (id) => ({ id }) });
  const token = bearer((sub) => ({ sub }));
  app.use(secure.cors({ origins: [trusted], headers: ["Authorization"], exposed: ["WWW-Authenticate"] }));
  app.use((request, _, next) => {
    if (request.method === "POST" && request.headers.cookie !== undefined) tried.push(String(request.headers["sec-fetch-site"]));
    next();
  });
  app.get(
    "/",
    secure.open((_, response) => response.append("Set-Cookie", session.set("alice")).type("html").send("<p>shop")),
  );
  app.post(
    "/buy",
    secure({ me }, ({ me }) => void bought.push(me.id)),
  );
  app.get(
    "/token",
    secure({ token }, ({ token }) => token.sub),
  );
  const { server, port } = await listening(createServer(secure.seal(app)));
  return { port, events, bought, tried, [Symbol.asyncDispose]: async () => server.close().closeAllConnections() };
}

/** What a page can do: send a form, and fetch without reading. */
async function attack(page: Page, target: string): Promise<void> {
  await page.evaluate((address) => fetch(address, { method: "POST", mode: "no-cors", credentials: "include", body: "a" }), target);
  await Promise.all([
    page.waitForURL(target),
    page.evaluate((address) => {
      const form = document.createElement("form");
      form.method = "post";
      form.action = address;
      form.enctype = "text/plain";
      document.body.append(form);
      form.submit();
    }, target),
  ]);
}

async function visited(profile: BrowserContext, address: string): Promise<Page> {
  const page = await profile.newPage();
  await page.goto(address);
  return page;
}

/** Reads an answer as a page does; what it may not read is the browser's error. */
function read(page: Page, address: string, headers: Record<string, string> = {}): Promise<readonly unknown[]> {
  return page.evaluate(
    async ([target, fields]) => {
      try {
        const response = await fetch(target, { headers: fields });
        return [response.status, response.headers.get("www-authenticate"), await response.text()];
      } catch (error) {
        return [String(error)];
      }
    },
    [address, headers] as const,
  );
}

describe("a real browser", () => {
  test("S-256 S-257 sends the cookie for other sites' pages, and the scheme refuses it; our own page may", async () => {
    const { server, port } = await listening();
    await using target = await shop(`http://localhost:${port}`);
    const buy = `http://localhost:${target.port}/buy`;
    const profile = await freshProfile();
    const own = await visited(profile, `http://localhost:${target.port}/`);
    await attack(await visited(profile, `http://127.0.0.1:${port}/`), buy); // another site
    await attack(await visited(profile, `http://localhost:${port}/`), buy); // another origin of this site
    expect(target.bought).toEqual([]);
    expect(new Set(target.tried)).toEqual(new Set(["cross-site", "same-site"]));
    // Where the browser keeps a cookie back by itself, nobody is signed in.
    const refused = target.events.filter(({ status }) => status === 403).map(({ code }) => code);
    expect(refused).toEqual(target.tried.map(() => "foreign_site"));

    expect(await own.evaluate(async (address) => (await fetch(address, { method: "POST" })).status, buy)).toBe(204);
    expect(target.bought).toEqual(["alice"]);
    await profile.close();
    server.close();
  });

  test("S-264 S-265 S-271 S-278 shows answers to pages that are listed, refusals too, and to no others", async () => {
    const { server, port } = await listening();
    await using target = await shop(`http://localhost:${port}`);
    const address = `http://localhost:${target.port}`;
    const profile = await freshProfile();
    const listed = await visited(profile, `http://localhost:${port}/`);
    expect((await read(listed, `${address}/token`)).slice(0, 2)).toEqual([401, 'Bearer realm="api"']);
    expect(await read(listed, `${address}/token`, { Authorization: "Bearer alice" })).toEqual([200, null, '"alice"']);
    expect((await read(listed, `${address}/nowhere`))[0]).toBe(404);
    expect(await read(listed, `${address}/token`, { "X-Strange": "a" })).toEqual(["TypeError: Failed to fetch"]);
    const other = await visited(profile, `http://127.0.0.1:${port}/`);
    expect(await read(other, `${address}/`)).toEqual(["TypeError: Failed to fetch"]);
    expect(await read(other, `${address}/token`, { Authorization: "Bearer alice" })).toEqual(["TypeError: Failed to fetch"]);
    await profile.close();
    server.close();
  });
});

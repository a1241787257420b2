import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Contestants, Home } from "../../src/speed/contestant.js";
import { contestants as express } from "../../src/speed/contestants/express.js";
import { contestants as hono } from "../../src/speed/contestants/hono.js";
import { contestants as issuing } from "../../src/speed/contestants/issuing.js";
import { contestants as koa } from "../../src/speed/contestants/koa.js";
import { contestants as nest } from "../../src/speed/contestants/nest.js";
import { contestants as routingControllers } from "../../src/speed/contestants/routing-controllers.js";
import { newMaterial } from "../../src/speed/material.js";
import { anybody, path } from "../../src/speed/user.js";

const homes: Readonly<Record<Home, Contestants>> = { express, koa, hono, nest, "routing-controllers": routingControllers, issuing };
const byPassword = ["ampoule, Basic", "ampoule, Basic remembered", "bcrypt by hand", "hono/basic-auth"];
const { material, mint } = newMaterial("HS256");
const isOpen = (name: string): boolean => /no auth$|, open$/.test(name);
// It wants a Redis.
const names = Object.entries(homes).flatMap(([home, all]) =>
  Object.keys(all)
    .filter((name) => !name.endsWith("in Redis"))
    .map((name) => [home as Home, name] as const),
);

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function addressOf(home: Home, name: string): Promise<string> {
  const server = await homes[home][name]?.(material, { size: 3 });
  if (server === undefined) throw new TypeError(`There is no ${name}.`);
  servers.push(server);
  if (!server.listening) await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

/** What opens it, and the same with one character changed. */
function credentials(name: string): readonly [right: Record<string, string>, wrong: Record<string, string>] {
  if (name.endsWith("API key")) return [{ "x-api-key": material.apiKey }, { "x-api-key": changed(material.apiKey) }];
  if (byPassword.includes(name)) return [basic(material.password), basic(changed(material.password))];
  const token = mint(name === "hono/jwt" ? "JWT" : "at+jwt")(1);
  return [{ authorization: `Bearer ${token}` }, { authorization: `Bearer ${changed(token)}` }];
}

function basic(password: string): Record<string, string> {
  return { authorization: `Basic ${btoa(`${anybody.id}:${password}`)}` };
}

function changed(text: string): string {
  const middle = text.length - 9;
  return `${text.slice(0, middle)}${text[middle] === "x" ? "y" : "x"}${text.slice(middle + 1)}`;
}

describe("contestants", () => {
  test.each(names)("on %s, %s answers what all answer", async (home, name) => {
    const [headers] = credentials(name);
    const response = await fetch(await addressOf(home, name), { headers });
    expect([response.status, await response.json()]).toEqual([200, anybody]);
  });

  test.each(names.filter(([, name]) => !isOpen(name)))("on %s, %s lets nobody else in", async (home, name) => {
    const [, headers] = credentials(name);
    const url = await addressOf(home, name);
    expect((await fetch(url, { headers })).status).toBe(401);
    expect((await fetch(url)).status).toBe(401);
  });
});

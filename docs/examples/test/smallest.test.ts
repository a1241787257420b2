import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { security } from "@ampoule/hono";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { container } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { caller } from "../src/smallest/core.js";
import onExpress from "../src/smallest/express.js";
import onHono from "../src/smallest/hono.js";
import onKoa from "../src/smallest/koa.js";

vi.hoisted(() => Object.assign(process.env, { API_TOKEN: "a-token", API_KEY: "a-key" }));

const koa = onKoa.callback();
const hono = getRequestListener(onHono.fetch);

describe("what the packages' own pages show", () => {
  test.each<[name: string, listener: RequestListener]>([
    ["express", onExpress],
    ["koa", (request, response) => void koa(request, response)],
    ["hono", (request, response) => void hono(request, response)],
  ])("on %s", async (_, listener) => {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const me = (token: string) => fetch(`${url}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ ok: true });
    expect([(await fetch(`${url}/me`)).status, (await me("another")).status]).toEqual([401, 401]);
    expect(await (await me("a-token")).json()).toEqual({ sub: "alice" });
    server.close();
    server.closeAllConnections();
  });

  test("of core", async () => {
    const secure = security({ container });
    const app = new Hono().get(
      "/",
      secure({ caller }, ({ caller: { name } }) => name),
    );
    secure.seal(app);
    const ask = async (headers: Record<string, string>) => (await app.request("/", { headers })).json();
    expect(await ask({ authorization: "Bearer a-token" })).toBe("Alice");
    expect(await ask({ "x-api-key": "a-key" })).toBe("reports");
    expect(await ask({})).toMatchObject({ status: 401 });
  });
});

import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { scoped, type ProviderValue } from "@ampoule/core";
import * as onExpress from "@ampoule/express";
import * as onHono from "@ampoule/hono";
import * as onKoa from "@ampoule/koa";
import { getRequestListener } from "@hono/node-server";
import KoaRouter from "@koa/router";
import express from "express";
import { Hono } from "hono";
import Koa from "koa";
import { container } from "tsyringe";

/** What tokens of these tests may hold. */
type NotesScope = "notes.read" | "notes.write";
type AccessTokens = ProviderValue<object, NotesScope>;
const options = () => ({ container: container.createChildContainer() });

/** One API on each framework: who comes to `/me`, and to `/write` with a scope. */
export const frameworks: Readonly<Record<string, (token: AccessTokens) => RequestListener>> = {
  express(token) {
    const app = express();
    const secure = onExpress.security(options());
    app.get(
      "/me",
      secure({ token }, ({ token }) => token),
    );
    app.get(
      "/write",
      secure({ token: scoped(token, "notes.write") }, () => ({ written: true })),
    );
    return secure.seal(app);
  },
  koa(token) {
    const [app, router] = [new Koa(), new KoaRouter()];
    const secure = onKoa.security(options());
    router.get(
      "/me",
      secure({ token }, ({ token }) => token),
    );
    router.get(
      "/write",
      secure({ token: scoped(token, "notes.write") }, () => ({ written: true })),
    );
    const callback = secure.seal(app.use(router.routes())).callback();
    return (request, response) => void callback(request, response);
  },
  hono(token) {
    const app = new Hono();
    const secure = onHono.security(options());
    app.get(
      "/me",
      secure({ token }, ({ token }) => token),
    );
    app.get(
      "/write",
      secure({ token: scoped(token, "notes.write") }, () => ({ written: true })),
    );
    const listener = getRequestListener(secure.seal(app).fetch);
    return (request, response) => void listener(request, response);
  },
};

/** A running API. */
export interface Served extends AsyncDisposable {
  get(path: string, token: string): Promise<{ status: number; body: unknown; challenge: string | null; retryAfter: string | null }>;
  status(path: string, token: string): Promise<number>;
}

export async function serve(listener: RequestListener): Promise<Served> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = fetch;
  const get: Served["get"] = async (path, token) => {
    const response = await ask(origin + path, { headers: { authorization: `Bearer ${token}` } });
    const { status, headers } = response;
    return { status, body: await response.json(), challenge: headers.get("www-authenticate"), retryAfter: headers.get("retry-after") };
  };
  return {
    get,
    status: async (path, token) => (await get(path, token)).status,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

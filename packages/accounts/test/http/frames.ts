import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Endpoint, Needs, Values } from "@ampoule/core";
import type { SecurityEvent } from "@ampoule/core";
import { security as expressSecurity } from "@ampoule/express";
import { security as honoSecurity } from "@ampoule/hono";
import { security as koaSecurity } from "@ampoule/koa";
import { fieldsOf, send, type RawResponse } from "@ampoule/testing";
import { getRequestListener } from "@hono/node-server";
import KoaRouter, { type RouterMiddleware } from "@koa/router";
import express, { type RequestHandler } from "express";
import { Hono, type Handler } from "hono";
import Koa from "koa";
import { container } from "tsyringe";

/** Any adapter's `secure`, for handlers that take none of the framework's arguments. */
interface NeutralSecure {
  <const N extends Needs>(needs: N, run: (needs: Values<N>) => unknown): object;
  (endpoint: Endpoint): object;
  open(run: () => unknown): object;
}

/** Routes by method and path: `"get /keys"`, `"all /token"`. */
export type Routes = (secure: NeutralSecure) => Readonly<Record<string, object>>;

export interface Served extends AsyncDisposable {
  readonly events: readonly SecurityEvent[];
  ask(line: string, fields?: readonly string[], body?: string): Promise<RawResponse>;
}

type Frame = (routes: Routes, onEvent: (event: SecurityEvent) => void) => RequestListener;

const split = (routes: Readonly<Record<string, object>>) =>
  Object.entries(routes).map(([line, handler]) => {
    const [method, path] = line.split(" ") as ["get" | "post" | "all", string];
    return { method, path, handler };
  });

const frames: Readonly<Record<string, Frame>> = {
  Express(routes, onEvent) {
    const [app, secure] = [express(), expressSecurity({ container, onEvent })];
    for (const { method, path, handler } of split(routes(secure))) app[method](path, handler as RequestHandler);
    return secure.seal(app);
  },
  Koa(routes, onEvent) {
    const [app, router, secure] = [new Koa(), new KoaRouter(), koaSecurity({ container, onEvent })];
    for (const { method, path, handler } of split(routes(secure))) router[method](path, handler as RouterMiddleware);
    const handle = secure.seal(app.use(router.routes())).callback();
    return (request, response) => void handle(request, response);
  },
  Hono(routes, onEvent) {
    const [app, secure] = [new Hono(), honoSecurity({ container, onEvent })];
    for (const { method, path, handler } of split(routes(secure))) app[method](path, handler as Handler);
    const handle = getRequestListener(secure.seal(app).fetch);
    return (request, response) => void handle(request, response);
  },
};

export const frameworks = Object.keys(frames);

/** Serves routes on one framework, over a real socket. */
export async function serve(framework: string, routes: Routes): Promise<Served> {
  const events: SecurityEvent[] = [];
  const frame = frames[framework];
  if (frame === undefined) throw new Error(`There is no ${framework}.`);
  const server = createServer(frame(routes, (event) => void events.push(event))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    events,
    ask(line, fields = [], body = "") {
      const [method = "GET", target = "/"] = line.split(" ");
      return send(port, { method, target, fields, body });
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What a client can tell two refusals apart by: everything but the time. */
export function visible(response: RawResponse): unknown {
  const fields = ["www-authenticate", "content-type", "content-length", "cache-control", "retry-after"];
  return [response.status, response.body, ...fields.map((name) => fieldsOf(response, name))];
}

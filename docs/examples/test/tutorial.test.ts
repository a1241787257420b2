import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { container } from "tsyringe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as onExpress from "../src/tutorial/express.js";
import * as onHono from "../src/tutorial/hono.js";
import * as onKoa from "../src/tutorial/koa.js";
import { Sessions } from "../src/tutorial/sessions.js";
// The tests that the tutorial shows.
import "../src/tutorial/notes.test.js";

interface Tutorial {
  readonly name: string;
  readonly listener: RequestListener;
}

const tutorials: readonly Tutorial[] = [
  { name: "express", listener: onExpress.app },
  { name: "koa", listener: (request, response) => void onKoa.app.callback()(request, response) },
  { name: "hono", listener: (request, response) => void getRequestListener(onHono.app.fetch)(request, response) },
];

describe.each(tutorials)("the tutorial on $name", ({ listener }) => {
  let server: Server;
  let url: string;
  const token = (...scopes: string[]) => `Bearer ${container.resolve(Sessions).open("1", scopes)}`;
  const ask = (method: string, path: string, authorization = "") => fetch(url + path, { method, headers: { authorization } });

  beforeAll(async () => {
    server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test("what the tutorial shows", async () => {
    expect(await (await ask("GET", "/health")).json()).toEqual({ ok: true });
    expect(await (await ask("GET", "/greet")).json()).toEqual({ hello: "stranger" });
    expect(await (await ask("GET", "/greet", token())).json()).toEqual({ hello: "Alice" });
    expect((await ask("GET", "/greet", "Bearer wrong")).status).toBe(401);
    expect(await (await ask("GET", "/me", token())).json()).toEqual({ id: "1", name: "Alice", role: "member" });
    const refused = await ask("POST", "/notes", token("notes:read"));
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      403,
      'Bearer realm="api", error="insufficient_scope", scope="notes:write"',
    ]);
    expect(await (await ask("POST", "/notes", token("notes:write"))).json()).toMatchObject({ count: expect.any(Number) as number });
    const missing = await ask("DELETE", "/notes");
    expect([missing.status, missing.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="api", APIKey realm="api"']);
  });
});

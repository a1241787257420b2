import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
// #region imports
import { provider } from "@ampoule/core";
// #endregion imports
import { getRequestListener } from "@hono/node-server";
import { container } from "tsyringe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as onExpress from "../src/tutorial/express.js";
import * as onHono from "../src/tutorial/hono.js";
import * as onKoa from "../src/tutorial/koa.js";
import { currentUser } from "../src/tutorial/security.js";
import { Sessions } from "../src/tutorial/sessions.js";

interface Tutorial {
  readonly name: string;
  readonly listener: RequestListener;
  readonly secure: Pick<typeof onExpress.secure, "override">;
}

const tutorials: readonly Tutorial[] = [
  { name: "express", listener: onExpress.app, secure: onExpress.secure },
  { name: "koa", listener: (request, response) => void onKoa.app.callback()(request, response), secure: onKoa.secure },
  { name: "hono", listener: (request, response) => void getRequestListener(onHono.app.fetch)(request, response), secure: onHono.secure },
];

describe.each(tutorials)("the tutorial on $name", ({ listener, secure }) => {
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

  // #region override
  test("an admin may clear the notes", async () => {
    using _ = secure.override(
      currentUser,
      provider({}, () => ({ id: "2", name: "Ada", role: "admin" as const })),
    );
    const response = await fetch(`${url}/notes`, { method: "DELETE" });
    expect(await response.json()).toMatchObject({ by: "Ada" });
  });

  test("a member may not", async () => {
    using _ = secure.override(
      currentUser,
      provider({}, () => ({ id: "1", name: "Alice", role: "member" as const })),
    );
    const response = await fetch(`${url}/notes`, { method: "DELETE" });
    expect(response.status).toBe(403);
  });
  // #endregion override
});

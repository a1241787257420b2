import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { absent, provider } from "@ampoule/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { app, secure } from "./express.js";
import { accessToken, currentUser } from "./security.js";

let server: Server;
beforeAll(() => once((server = app.listen(0, "127.0.0.1")), "listening"));
afterAll(() => server.close());

function ask(method: string, path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
}

test("an admin may clear the notes", async () => {
  using _ = secure.override(currentUser, provider({}, () => ({ id: "2", name: "Ada", role: "admin" as const })));
  expect(await (await ask("DELETE", "/notes")).json()).toMatchObject({ by: "Ada" });
});

test("a member may not", async () => {
  using _ = secure.override(currentUser, provider({}, () => ({ id: "1", name: "Alice", role: "member" as const })));
  expect((await ask("DELETE", "/notes")).status).toBe(403);
});

test("who may only write cannot read", async () => {
  using _ = secure.override(accessToken, provider({}, () => ({ sub: "1", scopes: ["notes:write"] })));
  expect((await ask("POST", "/notes")).status).toBe(200);
  expect((await ask("GET", "/notes")).status).toBe(403);
});

test("nobody is signed in", async () => {
  using _ = secure.override(currentUser, provider({}, () => absent));
  expect(await (await ask("GET", "/greet")).json()).toEqual({ hello: "stranger" });
  expect((await ask("GET", "/notes")).status).toBe(401);
});

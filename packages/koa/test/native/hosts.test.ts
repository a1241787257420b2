import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { openEndpoint } from "@ampoule/core";
import { send } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { security } from "../../src/index.js";

function hostsOf(...routers: readonly Router[]) {
  const [app, secure] = [new Koa({ proxy: true }), security({ container })];
  for (const [index, router] of routers.entries()) {
    router.all("/x", secure(openEndpoint("GET", {}, () => ({ index }))));
    app.use(router.routes());
  }
  return () => secure.seal(app);
}

test("endpoints of one path are both reached where each router is for a host of its own", async () => {
  const app = hostsOf(new Router({ host: "a.example" }), new Router({ host: /^b\./ }))();
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const bodies = await Promise.all(
    ["a.example", "b.example"].map((host) => send(port, { target: "/x", fields: [`X-Forwarded-Host: ${host}`] })),
  );
  server.close();
  expect(bodies.map(({ status, body }) => [status, body])).toEqual([
    [200, '{"index":0}'],
    [200, '{"index":1}'],
  ]);
});

test("two of one router, whatever its host, and one behind another that is for every host, do not start", () => {
  const router = new Router({ host: "a.example" });
  expect(hostsOf(router, router)).toThrow("both mounted at /x");
  expect(hostsOf(new Router(), new Router({ host: "a.example" }))).toThrow("both mounted at /x");
});

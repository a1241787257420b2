import { once } from "node:events";
import { connect, createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { fieldsOf, send } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const page = "https://app.test";

function application(): Pick<Koa, "listen" | "callback"> {
  const secure = security({ container });
  const app = new Koa();
  app.silent = true;
  app.use(secure.cors({ origins: [page], exposed: ["X-A"], credentials: true }));
  app.use((context, next) => (context.set("Vary", "Accept-Encoding"), next()));
  const router = new Router();
  const ways: Readonly<Record<string, (context: Koa.Context) => unknown>> = {
    "/fault": () => Promise.reject(new Error("mine")),
    "/not-an-error": () => Promise.reject("mine"),
    "/status": (context) => context.throw(418, { headers: { "Access-Control-Allow-Origin": "*" } }),
    "/fields": (context) => ((context.body = "own"), context.set({ "Access-Control-Allow-Origin": "*", Vary: "X-B" })),
    "/stream": (context) => (context.body = Readable.from(["own"])),
    "/head": (context) => {
      context.respond = false;
      context.res.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end();
    },
    "/redirect": (context) => context.redirect("/elsewhere"),
  };
  for (const [path, answer] of Object.entries(ways))
    router.get(
      path,
      secure.open(async (context) => void (await answer(context))),
    );
  return secure.seal(app.use(router.routes()));
}

describe("CORS on Koa", () => {
  let port = 0;
  let close: () => void;
  beforeAll(async () => {
    const server = application().listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
    close = () => server.close();
  });
  afterAll(() => close());

  test.each([
    ["/fault", 500],
    ["/not-an-error", 500],
    ["/status", 418],
    ["/fields", 200],
    ["/stream", 200],
    ["/head", 200],
    ["/redirect", 302],
    ["/nowhere", 404],
  ])("S-278 S-280 %s has the policy's fields, once, though Koa takes them away from faults", async (target, status) => {
    const response = await send(port, { target, fields: [`Origin: ${page}`] });
    const names = ["access-control-allow-origin", "access-control-allow-credentials", "access-control-expose-headers"];
    expect([response.status, ...names.map((name) => fieldsOf(response, name).join("|"))]).toEqual([status, page, "true", "X-A"]);
  });

  test("S-281 Vary is kept, however it was set", async () => {
    const varies = async (target: string) => fieldsOf(await send(port, { target }), "vary");
    expect(await varies("/stream")).toEqual(["Accept-Encoding, Origin"]);
    expect(await varies("/fields")).toEqual(["X-B, Origin"]);
    expect(await varies("/fault")).toEqual(["Origin"]);
  });

  test("S-264 S-278 over HTTP/2 it is the same", async () => {
    const answer = application().callback();
    const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    for (const [path, status] of [
      ["/stream", 200],
      ["/fault", 500],
      ["/nowhere", 404],
    ] as const) {
      const stream = client.request({ ":path": path, origin: page }).resume();
      const [headers] = (await once(stream, "response")) as [Record<string, unknown>];
      expect([headers[":status"], headers["access-control-allow-origin"]]).toEqual([status, page]);
      await once(stream, "close");
    }
    client.close();
    server.close();
  });
});

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { fieldsOf, send, type RawRequest } from "@ampoule/testing";
import express, { type Express, type Response } from "express";
import { container } from "tsyringe";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { security } from "../../src/index.js";

const page = "https://app.test";

function application(): Express {
  const secure = security({ container });
  const app = express();
  app.use(secure.cors({ origins: [page], exposed: ["X-A"], credentials: true }));
  app.use((_request, response, next) => (response.setHeader("Vary", "Accept-Encoding"), next()));
  app.use(express.json());
  const ways: Readonly<Record<string, (response: Response) => unknown>> = {
    "/fault": () => Promise.reject(new Error("mine")),
    "/status": () => Promise.reject(Object.assign(new Error("teapot"), { status: 418, headers: { "Access-Control-Allow-Origin": "*" } })),
    "/head": (response) => response.writeHead(200, { "Access-Control-Allow-Origin": "*", vary: "X-B" }).end(),
    "/list": (response) => response.writeHead(200, ["Access-Control-Allow-Origin", "*", "Set-Cookie", "a=1", "Set-Cookie", "b=2"]).end(),
    "/fields": (response) => response.header({ "Access-Control-Allow-Origin": "*", Vary: "X-B" }).send("own"),
    "/flushed": (response) => (response.flushHeaders(), response.end()),
    "/stream": (response) => Readable.from(["own"]).pipe(response),
    "/redirect": (response) => response.redirect("/elsewhere"),
  };
  for (const [path, answer] of Object.entries(ways))
    app.get(
      path,
      secure.open(async (_, response) => void (await answer(response))),
    );
  return secure.seal(app);
}

describe("CORS on Express", () => {
  let port = 0;
  let close: () => void;
  const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
  beforeAll(async () => {
    const server = application().listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
    close = () => server.close();
  });
  afterAll(() => (close(), quiet.mockRestore()));

  const ask = async (request: RawRequest) => {
    const response = await send(port, { ...request, fields: [`Origin: ${page}`, ...(request.fields ?? [])] });
    const names = ["access-control-allow-origin", "access-control-allow-credentials", "access-control-expose-headers"];
    return [response.status, ...names.map((name) => fieldsOf(response, name).join("|"))];
  };

  test.each([
    ["/fault", 500],
    ["/status", 418],
    ["/head", 200],
    ["/list", 200],
    ["/fields", 200],
    ["/flushed", 200],
    ["/stream", 200],
    ["/redirect", 302],
    ["/nowhere", 404],
    ["/%ff", 404],
  ])("S-278 S-280 %s has the policy's fields, once", async (target, status) => {
    expect(await ask({ target })).toEqual([status, page, "true", "X-A"]);
  });

  test("S-278 so has what a body parser refuses", async () => {
    const fields = ["Content-Type: application/json"];
    expect(await ask({ method: "POST", target: "/fields", fields, body: "{" })).toEqual([400, page, "true", "X-A"]);
  });

  test("S-281 Vary is kept, however it was set, and cookies are", async () => {
    const varies = async (target: string) => fieldsOf(await send(port, { target }), "vary");
    expect(await varies("/stream")).toEqual(["Accept-Encoding, Origin"]);
    expect(await varies("/head")).toEqual(["X-B, Origin"]);
    expect(await varies("/redirect")).toEqual(["Accept-Encoding, Accept, Origin"]);
    expect(fieldsOf(await send(port, { target: "/list" }), "set-cookie")).toEqual(["a=1", "b=2"]);
  });
});

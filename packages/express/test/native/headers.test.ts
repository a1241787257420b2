import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import { fieldsOf, send, type RawRequest, type RawResponse } from "@ampoule/testing";
import express, { type Express, type Request, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";

async function ask(app: Express, request: RawRequest): Promise<RawResponse> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, request);
  } finally {
    server.close();
  }
}

const secure = security({ container });

function cached(): Express {
  const app = express();
  const later = async (_: unknown, response: Response) => {
    await Promise.resolve();
    response.set("Cache-Control", "public, max-age=1").json(1);
  };
  const plain = (_: Request, response: Response) => void response.json(1);
  app.get(
    "/json",
    secure({ token }, (_, _request, response) => void response.json(1)),
  );
  app.get(
    "/later",
    secure({ token }, (_, request, response) => later(request, response)),
  );
  app.get(
    "/header-and-value",
    secure({ token }, (_, _request, response) => (response.setHeader("cache-control", "private, max-age=2"), 1)),
  );
  app.get("/own-guard", secure.guard(token), plain);
  app.use("/guarded", secure.guard(token));
  app.get("/guarded/plain", plain);
  app.get("/guarded/own", later);
  app.get("/open", secure.open(plain));
  return secure.seal(app);
}

describe("Cache-Control", () => {
  test.each([
    ["/json", "private, no-store"],
    ["/later", "public, max-age=1"],
    ["/header-and-value", "private, max-age=2"],
    ["/own-guard", "private, no-store"],
    ["/guarded/plain", "private, no-store"],
    ["/guarded/own", "public, max-age=1"],
    ["/guarded/missing", "private, no-store"],
    ["/open", undefined],
  ])("%s", async (target, policy) => {
    const response = await ask(cached(), { target, fields: [alice] });
    expect(fieldsOf(response, "cache-control")).toEqual(policy === undefined ? [] : [policy]);
  });
});

function routed(): Express {
  const app = express();
  app.get(
    "/value",
    secure({ token }, ({ token }) => token),
  );
  app.use("/guarded", secure.guard(token));
  return secure.seal(app);
}

describe("Express's own ways stay as they are", () => {
  test("HEAD has the fields of GET and no body, with credentials and without", async () => {
    for (const fields of [[alice], []]) {
      const get = await ask(routed(), { target: "/value", fields });
      const head = await ask(routed(), { method: "HEAD", target: "/value", fields });
      // RFC 9110, 9.3.2: an answer to HEAD may leave the length out.
      const kept = ({ fields: all }: RawResponse) => all.filter(([name]) => name !== "date" && name !== "content-length");
      expect({ status: head.status, fields: kept(head), body: head.body }).toEqual({ status: get.status, fields: kept(get), body: "" });
    }
  });

  test("OPTIONS of a secured route is answered by Express with the methods, and nothing else", async () => {
    const response = await ask(routed(), { method: "OPTIONS", target: "/value" });
    expect([response.status, fieldsOf(response, "allow"), response.body]).toEqual([200, ["GET, HEAD"], "GET, HEAD"]);
  });

  test.each([
    ["POST", "/value", [], 404],
    ["GET", "/missing", [], 404],
    ["GET", "/guarded/missing", [], 401],
    ["OPTIONS", "/guarded/missing", [], 401],
    ["GET", "/guarded/missing", [alice], 404],
  ] as const)("%s %s with %s is %i", async (method, target, fields, status) => {
    expect((await ask(routed(), { method, target, fields })).status).toBe(status);
  });
});

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import { fieldsOf, send, type RawRequest, type RawResponse } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { stream } from "hono/streaming";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";

async function ask(app: Hono, request: RawRequest): Promise<RawResponse> {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, request);
  } finally {
    server.close();
  }
}

const secure = security({ container });
const plain = (context: Context) => context.text("plain");
const own = async (context: Context) => {
  await Promise.resolve();
  context.header("Cache-Control", "public, max-age=1");
  return context.text("own");
};

function cached(): Hono {
  const app = new Hono();
  app.get(
    "/text",
    secure({ token }, (_, context) => plain(context)),
  );
  app.get(
    "/stream",
    secure({ token }, (_, context) => stream(context, async (out) => void (await out.write("part")))),
  );
  app.get(
    "/later",
    secure({ token }, (_, context) => own(context)),
  );
  app.get(
    "/header-and-value",
    secure({ token }, (_, context) => (context.header("cache-control", "private, max-age=2"), 1)),
  );
  app.get(
    "/cookies",
    secure(
      { token },
      () =>
        new Response("", {
          headers: [
            ["Set-Cookie", "a=1"],
            ["Set-Cookie", "b=2"],
          ],
        }),
    ),
  );
  app.get("/own-guard", secure.guard(token), plain);
  app.use("/guarded/*", secure.guard(token)).get("/guarded/plain", plain).get("/guarded/own", own);
  app.get("/open", secure.open(plain));
  return secure.seal(app);
}

describe("Cache-Control", () => {
  test.each([
    ["/text", "private, no-store"],
    ["/stream", "private, no-store"],
    ["/later", "public, max-age=1"],
    ["/header-and-value", "private, max-age=2"],
    ["/cookies", "private, no-store"],
    ["/own-guard", "private, no-store"],
    ["/guarded/plain", "private, no-store"],
    ["/guarded/own", "public, max-age=1"],
    ["/guarded/missing", "private, no-store"],
    ["/open", undefined],
    ["/missing", undefined],
  ])("%s", async (target, policy) => {
    const response = await ask(cached(), { target, fields: [alice] });
    expect(fieldsOf(response, "cache-control")).toEqual(policy === undefined ? [] : [policy]);
  });

  test("is added without losing one of several cookies", async () => {
    expect(fieldsOf(await ask(cached(), { target: "/cookies", fields: [alice] }), "set-cookie")).toEqual(["a=1", "b=2"]);
  });
});

function routed(): Hono {
  const app = new Hono();
  app.get(
    "/value",
    secure({ token }, ({ token }) => token),
  );
  app.use("/guarded/*", secure.guard(token)).get("/guarded/plain", plain);
  return secure.seal(app);
}

describe("Hono's own ways stay as they are", () => {
  test("HEAD has the fields of GET and no body, with credentials and without", async () => {
    for (const fields of [[alice], []]) {
      const get = await ask(routed(), { target: "/value", fields });
      const head = await ask(routed(), { method: "HEAD", target: "/value", fields });
      // RFC 9110, 9.3.2: an answer to HEAD may leave the length out, or how it is sent in parts.
      const left = new Set(["date", "content-length", "transfer-encoding"]);
      // Section 5.3: the order of fields with different names says nothing.
      const kept = ({ fields: all }: RawResponse) =>
        all.filter(([name]) => !left.has(name)).toSorted(([one], [other]) => one.localeCompare(other));
      expect({ status: head.status, fields: kept(head), body: head.body }).toEqual({ status: get.status, fields: kept(get), body: "" });
    }
  });

  test.each([
    ["POST", "/value", [], 404],
    ["OPTIONS", "/value", [], 404],
    ["GET", "/missing", [], 404],
    ["GET", "/guarded/missing", [], 401],
    ["OPTIONS", "/guarded/plain", [], 401],
    ["DELETE", "/guarded/plain", [alice], 404],
    ["GET", "/guarded/plain", [alice], 200],
  ] as const)("%s %s with %s is %i", async (method, target, fields, status) => {
    expect((await ask(routed(), { method, target, fields })).status).toBe(status);
  });
});

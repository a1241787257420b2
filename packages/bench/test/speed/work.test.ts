import { once } from "node:events";
import type { Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { Contestants } from "../../src/speed/contestant.js";
import { contestants as express } from "../../src/speed/contestants/express.js";
import { contestants as hono } from "../../src/speed/contestants/hono.js";
import { contestants as koa } from "../../src/speed/contestants/koa.js";
import { newMaterial } from "../../src/speed/material.js";
import { requestsOf } from "../../src/speed/requests.js";
import { DirectConnection } from "../../src/speed/work/direct-connection.js";

const { material, mint } = newMaterial("HS256");
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function serverOf(contestants: Contestants): Promise<Server> {
  const server = (await contestants["ampoule, function"]?.(material, {})) as Server;
  servers.push(server);
  return server;
}

describe("a connection without a socket", () => {
  test.each([
    ["express", express],
    ["koa", koa],
    ["hono", hono],
  ])("is answered by %s, request after request", async (_, contestants) => {
    const server = await serverOf(contestants);
    const requests = requestsOf({ contestant: "ampoule, function", credential: "repeated" }, material, mint);
    let answers = 0;
    await new Promise<void>((resolve) => {
      const connection = new DirectConnection((again) => ((answers += 1) < 20 ? setImmediate(() => again.push(requests(0))) : resolve()));
      server.emit("connection", connection);
      connection.push(requests(0));
    });
    expect(answers).toBe(20);
  });

  test("knows a whole answer also in several pieces, the last of them empty", () => {
    let answers = 0;
    const connection = new DirectConnection(() => (answers += 1));
    connection.cork();
    for (const piece of ["HTTP/1.1 200 OK\r\n\r\n", '{"id":"alice"}', ""]) connection.write(Buffer.from(piece));
    connection.uncork();
    expect(answers).toBe(1);
  });

  test("takes no refusal for an answer", async () => {
    const server = await serverOf(hono);
    const connection = new DirectConnection(() => expect.unreachable());
    server.emit("connection", connection);
    connection.push(requestsOf({ contestant: "no auth", credential: "none" }, material, mint)(0));
    await expect(once(connection, "error")).resolves.toEqual([expect.objectContaining({ message: expect.stringContaining("401") })]);
  });
});

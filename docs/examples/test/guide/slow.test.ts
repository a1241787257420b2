import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { provider } from "@ampoule/core";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { accessToken } from "../../src/guide/graphs/sharing.js";
import { Directory, profile } from "../../src/guide/graphs/slow.js";
import { Sessions } from "../../src/tutorial/sessions.js";
import { onExpress } from "./express.js";
import { fieldsOf } from "./listening.js";

container.registerSingleton(Sessions).registerSingleton(Directory);
const token = `Authorization: Bearer ${container.resolve(Sessions).open("1", [])}`;

describe("what is slow or broken", () => {
  async function directory(answer: (response: ServerResponse) => void): Promise<AsyncDisposable & { readonly gone: Promise<unknown> }> {
    let leave: (value?: unknown) => void = () => {};
    const gone = new Promise((resolve) => (leave = resolve));
    const server = createServer((_, response) => (response.on("close", leave), answer(response))).listen(0, "127.0.0.1");
    await once(server, "listening");
    container.resolve(Directory).url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
      gone,
      async [Symbol.asyncDispose]() {
        server.close();
        server.closeAllConnections();
      },
    };
  }
  const profiles = () =>
    onExpress(
      (app, secure) =>
        app.get(
          "/",
          secure({ profile }, ({ profile }) => profile),
        ),
      { timeout: 100 },
    );

  test.each([
    [200, 200, []],
    [404, 401, []],
    [500, 503, ["30"]],
  ])("a directory that says %i: the answer is %i", async (says, status, retryAfter) => {
    await using _ = await directory((response) => response.writeHead(says).end('{"name":"Alice"}'));
    await using app = await profiles();
    const answer = await app.ask("GET /", token);
    expect([answer.status, fieldsOf(answer.response, "retry-after")]).toEqual([status, retryAfter]);
  });

  test("a time-out is 503, and the signal ends what is under way", async () => {
    await using slow = await directory(() => {});
    await using app = await profiles();
    const answer = await app.ask("GET /", token);
    expect([answer.status, fieldsOf(answer.response, "retry-after")]).toEqual([503, ["5"]]);
    await slow.gone;
  });

  test("a directory that is not there is 503, never 401", async () => {
    await (await directory(() => {}))[Symbol.asyncDispose]();
    await using app = await profiles();
    expect((await app.ask("GET /", token)).status).toBe(503);
  });

  test("any other error goes to the framework", async () => {
    const broken = provider({ token: accessToken }, () => Promise.reject(new RangeError("of a provider")));
    await using app = await onExpress((app, secure) =>
      app.get(
        "/",
        secure({ broken }, () => null),
      ),
    );
    expect(await app.ask("GET /", token)).toMatchObject({ status: 500, body: { fault: "RangeError" } });
  });
});

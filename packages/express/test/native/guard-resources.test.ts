import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { bearer, resource, type Lifetime } from "@ampoule/core";
import { send } from "@ampoule/testing";
import express, { type Response as ExpressResponse } from "express";
import { container } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));

/** An application whose guard and handler share a resource, and what happens to it. */
async function served(lifetime: Lifetime, handle: (log: string[], response: ExpressResponse) => Promise<void>) {
  const log: string[] = [];
  const unit = resource(
    { token },
    async function* () {
      try {
        yield { log };
        log.push("commit");
      } catch (error) {
        log.push("roll back");
        throw error;
      }
    },
    { lifetime },
  );
  const secure = security({ container });
  const app = express().use(secure.guard(unit));
  app.get(
    "/",
    secure({ unit }, ({ unit }, _, response) => handle(unit.log, response)),
  );
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((_fault: unknown, _request: unknown, response: ExpressResponse, _next: unknown) => {
    response.end();
  });
  const server = secure.seal(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { log, port: (server.address() as AddressInfo).port, [Symbol.dispose]: () => void server.close() };
}

describe.each(["request", "handler"] as const)("a resource of a guard that lives for the %s", (lifetime) => {
  test("stays open while the handler is at work, although the client has gone, and hears of its error", async () => {
    using app = await served(lifetime, async (log) => {
      log.push("step 1");
      await delay(60);
      log.push("step 2");
      throw new Error("half done");
    });
    const client = connect(app.port, "127.0.0.1");
    client.write("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer alice\r\n\r\n");
    await vi.waitFor(() => expect(app.log).toEqual(["step 1"]));
    client.destroy();
    await vi.waitFor(() => expect(app.log).toEqual(["step 1", "step 2", "roll back"]));
  });

  test("stays open while the handler works on behind its answer", async () => {
    using app = await served(lifetime, async (log, response) => {
      response.json({});
      await delay(30);
      log.push("work");
    });
    await send(app.port, { target: "/", fields: ["Authorization: Bearer alice"] });
    await vi.waitFor(() => expect(app.log).toEqual(["work", "commit"]));
  });
});

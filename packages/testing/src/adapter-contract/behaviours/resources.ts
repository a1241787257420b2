import { bearer, fresh, provider, rejected, resource, type Lifetime } from "@ampoule/core";
import { describe, expect, test, vi } from "vitest";
import { applicationOf, delay } from "../application.js";
import type { AdapterHarness, Router } from "../harness.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";

/** A resource that writes down what happens to it. */
function opened(log: string[], name: string, lifetime: Lifetime) {
  return resource(
    { token },
    async function* () {
      log.push(`open ${name}`);
      try {
        yield name;
        await delay(1);
        log.push(`commit ${name}`);
      } catch (error) {
        log.push(`roll back ${name}`);
        throw error;
      }
    },
    { lifetime },
  );
}

function routes(log: string[]): (router: Router) => void {
  const unit = opened(log, "unit", "handler");
  const long = opened(log, "long", "request");
  const needs = { long, unit };
  const counter = provider({ token }, () => ({ call: log.push("call") }));
  return ({ secure, route }) => {
    route(
      "GET",
      "/works",
      secure(needs, () => (log.push("handler"), { ok: true })),
    );
    route(
      "GET",
      "/streams",
      secure(needs, () => new Response(streamed(log))),
    );
    route(
      "GET",
      "/fails",
      secure(needs, () => Promise.reject(new Error("of the handler"))),
    );
    route(
      "GET",
      "/refused",
      secure({ ...needs, no: provider({ token }, () => rejected("no")) }, () => "in"),
    );
    route(
      "GET",
      "/counts",
      secure({ a: counter, b: fresh(counter), c: counter }, (counts) => Object.values(counts).map(({ call }) => call)),
    );
  };
}

function streamed(log: string[]): ReadableStream<Uint8Array> {
  const source = {
    async pull(controller: ReadableStreamDefaultController<Uint8Array>) {
      log.push("stream");
      await delay(1);
      controller.enqueue(new TextEncoder().encode("part"));
      controller.close();
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

const opening = ["open long", "open unit"];

export function describeResources(harness: AdapterHarness): void {
  describe("resources", () => {
    test.each([
      ["/works", 200, ["handler", "commit unit", "commit long"]],
      ["/streams", 200, ["commit unit", "stream", "commit long"]],
      ["/fails", 500, ["roll back unit", "roll back long"]],
      ["/refused", 401, ["roll back unit", "roll back long"]],
    ] as const)("of %s are closed in order: before the answer or after it, in peace or with the error", async (path, status, closing) => {
      const log: string[] = [];
      await using app = await applicationOf(harness, routes(log));
      expect((await app.get(path, alice)).status).toBe(status);
      await vi.waitFor(() => expect(log).toEqual([...opening, ...closing]));
    });

    test("are not opened for who may not pass", async () => {
      const log: string[] = [];
      await using app = await applicationOf(harness, routes(log));
      for (const path of ["/works", "/streams", "/fails", "/refused"]) expect((await app.get(path)).status).toBe(401);
      expect(log).toEqual([]);
    });

    test("an error of the handler still reaches the framework's error channel, once", async () => {
      await using app = await applicationOf(harness, routes([]));
      await app.get("/fails", alice);
      expect(app.faults).toMatchObject([{ message: "of the handler" }]);
    });
  });

  test("a fresh use of a provider runs it again, and the others share", async () => {
    await using app = await applicationOf(harness, routes([]));
    expect((await app.get("/counts", alice)).body).toBe("[1,2,1]");
  });
}

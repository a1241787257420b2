import { once } from "node:events";
import { connect } from "node:net";
import { bearer, provider } from "@ampoule/core";
import { describe, expect, test, vi } from "vitest";
import { bytesOf, fieldsOf } from "../../raw-http.js";
import { applicationOf, delay } from "../application.js";
import type { AdapterHarness, Router } from "../harness.js";

const alice = "Authorization: Bearer alice";
const token = bearer((text) => ({ sub: text }));

/** What a streamed body does after its first part. */
interface Going {
  readonly goOn: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>;
  readonly cancelled?: () => void;
}

/** A body that begins with `part`. */
function body({ goOn, cancelled }: Going): ReadableStream<Uint8Array> {
  let isBegun = false;
  return new ReadableStream({
    async pull(controller) {
      if (isBegun) await delay(10);
      if (isBegun) return goOn(controller);
      isBegun = true;
      controller.enqueue(new TextEncoder().encode("part"));
    },
    cancel: () => cancelled?.(),
  });
}

function breaking(): ReadableStream<Uint8Array> {
  return body({ goOn: (controller) => controller.error(new Error("the source broke")) });
}

/** Reads the beginning of an answer, and leaves. */
async function leaveMidway(port: number, target: string): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => {});
  socket.write(bytesOf({ target, fields: [alice] }));
  await once(socket, "data");
  socket.resetAndDestroy();
}

export function describeStreams(harness: AdapterHarness): void {
  describe("Fetch responses", () => {
    test("keep their status, their fields and each of their cookies, for HEAD without the body", async () => {
      const made = () => {
        const headers = [
          ["Set-Cookie", "a=1; Path=/"],
          ["Set-Cookie", "b=2"],
          ["X-Own", "yes"],
          ["Content-Type", "text/csv"],
        ] as [string, string][];
        return new Response(body({ goOn: (controller) => controller.close() }), { status: 203, headers });
      };
      const add = ({ secure, route }: Router) => route("GET", "/", secure({ token }, made));
      await using app = await applicationOf(harness, add);
      for (const method of ["GET", "HEAD"]) {
        const response = await app.send({ method, target: "/", fields: [alice] });
        expect([response.status, response.body]).toEqual([203, method === "GET" ? "part" : ""]);
        expect(fieldsOf(response, "set-cookie"), method).toEqual(["a=1; Path=/", "b=2"]);
        expect([fieldsOf(response, "x-own"), fieldsOf(response, "content-type")]).toEqual([["yes"], ["text/csv"]]);
      }
    });

    test("one whose body breaks midway ends the connection, and the next request is served", async () => {
      const log: string[] = [];
      const resource = provider({ token }, () => ({ [Symbol.dispose]: () => void log.push("disposed") }));
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "GET",
          "/breaks",
          secure({ resource }, () => new Response(breaking())),
        );
        route(
          "GET",
          "/works",
          secure({ token }, () => "works"),
        );
      });
      // Servers may print what breaks.
      using _ = vi.spyOn(console, "error").mockImplementation(() => {});
      const broken = await app.get("/breaks", alice);
      expect(broken).toMatchObject({ status: 200, body: "part", isWhole: false });
      expect((await app.get("/works", alice)).body).toBe('"works"');
      await vi.waitFor(() => expect(log).toEqual(["disposed"]));
    });

    test("one whose reader leaves midway is given up, and what the request held is disposed", async () => {
      const log: string[] = [];
      const resource = provider({ token }, () => ({ [Symbol.dispose]: () => void log.push("disposed") }));
      const endless = () =>
        body({
          goOn: (controller) => controller.enqueue(new TextEncoder().encode("more")),
          cancelled: () => log.push("cancelled"),
        });
      const add = ({ secure, route }: Router) =>
        route(
          "GET",
          "/",
          secure({ resource }, () => new Response(endless())),
        );
      await using app = await applicationOf(harness, add);
      await leaveMidway(app.port, "/");
      await vi.waitFor(() => expect(log.toSorted()).toEqual(["cancelled", "disposed"]));
    });
  });
}

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import { fieldsOf, send, type RawResponse } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const fields = ["Authorization: Bearer alice"];
const cookies = ["a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT", "b=2"];
const headers = [["Content-Type", "text/csv"], ...cookies.map((cookie) => ["Set-Cookie", cookie])] as [string, string][];

type Sources = Readonly<Record<string, () => Response>>;

/** An application with these responses, and what reached its error event. */
function served(sources: Sources): { readonly app: Pick<Koa, "listen">; readonly faults: unknown[] } {
  const secure = security({ container });
  const faults: unknown[] = [];
  const router = new Router();
  for (const [path, make] of Object.entries({ "/works": () => new Response("works"), ...sources }))
    router.get(path, secure({ token }, make));
  const app = new Koa();
  app.on("error", (fault) => faults.push(fault)).use(router.routes());
  return { app: secure.seal(app), faults };
}

/** Asks one after another, of one server. */
async function ask(app: Pick<Koa, "listen">, ...requests: readonly string[]): Promise<RawResponse[]> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const answers: RawResponse[] = [];
  try {
    for (const one of requests) {
      const [method = "", target = ""] = one.split(" ");
      answers.push(await send(port, { method, target, fields }));
    }
    return answers;
  } finally {
    server.close();
  }
}

/** Fields that say what the answer is, not how it is framed. */
function kept({ fields }: RawResponse): unknown {
  return fields.filter(([name]) => !["date", "transfer-encoding", "content-length"].includes(name));
}

/** A body of one part, which then does as it is told. */
function parted(then: (controller: ReadableStreamDefaultController<Uint8Array>) => void, cancelled?: () => void): Response {
  let count = 0;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    if (count === 1) await new Promise((resolve) => setTimeout(resolve, 5));
    if ((count += 1) === 1) controller.enqueue(new TextEncoder().encode("part"));
    else then(controller);
  };
  return new Response(new ReadableStream({ pull, cancel: () => cancelled?.() }, { highWaterMark: 0 }), { status: 203, headers });
}

const breaks = () => parted((controller) => controller.error(new Error("the source broke")));

describe("a Fetch response of a handler", () => {
  test.each([
    ["streamed", () => parted((controller) => controller.close()), "part"],
    ["of a text", () => new Response("text", { status: 203, headers }), "text"],
    ["without a body", () => new Response(null, { status: 203, headers }), ""],
  ])("%s: HEAD has the status and the fields of GET, each cookie among them, and no body", async (_, make, body) => {
    const [get, head] = await ask(served({ "/": make }).app, "GET /", "HEAD /");
    expect(get).toMatchObject({ status: 203, body, isWhole: true });
    expect(head).toMatchObject({ status: 203, body: "" });
    expect(kept(head as RawResponse)).toEqual(kept(get as RawResponse));
    expect(fieldsOf(get as RawResponse, "set-cookie")).toEqual(cookies);
  });

  test("without a content type gets none from Koa", async () => {
    const make = () => new Response(new Blob(["part"]).stream());
    const [get] = await ask(served({ "/": make }).app, "GET /");
    expect(fieldsOf(get as RawResponse, "content-type")).toEqual([]);
  });

  test("that answers HEAD is given up unread", async () => {
    let [read, cancelled] = [0, 0];
    const make = () =>
      parted(
        () => (read += 1),
        () => (cancelled += 1),
      );
    await ask(served({ "/": make }).app, "HEAD /");
    await vi.waitFor(() => expect([read, cancelled]).toEqual([0, 1]));
  });

  test("that breaks midway ends its connection: Koa's error event has the fault once, no loose rejection, and the next request is served", async () => {
    const loose: unknown[] = [];
    const note = (fault: unknown) => void loose.push(fault);
    process.on("unhandledRejection", note).on("uncaughtException", note);
    const { app, faults } = served({ "/": breaks });
    const [broken, next] = await ask(app, "GET /", "GET /works");
    process.off("unhandledRejection", note).off("uncaughtException", note);
    expect(broken).toMatchObject({ status: 203, body: "part", isWhole: false });
    expect(next).toMatchObject({ status: 200, body: "works", isWhole: true });
    expect(loose).toEqual([]);
    expect(faults).toMatchObject([{ message: "the source broke" }]);
  });

  test("whose body was read before is a fault in Koa's error event", async () => {
    const spent = new Response("spent");
    await spent.text();
    const { app, faults } = served({ "/": () => spent });
    expect((await ask(app, "GET /"))[0]).toMatchObject({ status: 500, body: "Internal Server Error" });
    expect(faults).toMatchObject([{ name: "TypeError" }]);
  });
});

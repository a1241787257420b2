import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import { fieldsOf, send, type RawResponse } from "@ampoule/testing";
import express, { type Express, type NextFunction, type Request, type Response as ExpressResponse } from "express";
import { container } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const fields = ["Authorization: Bearer alice"];
const cookies = ["a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT", "b=2"];
const headers = [["Content-Type", "text/csv"], ...cookies.map((cookie) => ["Set-Cookie", cookie])] as [string, string][];

type Sources = Readonly<Record<string, () => Response>>;

/** An application with these responses, and what reached its error handler. */
function served(sources: Sources): { readonly app: Express; readonly faults: unknown[] } {
  const secure = security({ container });
  const faults: unknown[] = [];
  const app = express().disable("x-powered-by");
  for (const [path, make] of Object.entries({ "/works": () => new Response("works"), ...sources })) app.get(path, secure({ token }, make));
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((fault: unknown, _request: Request, response: ExpressResponse, _next: NextFunction) => {
    faults.push(fault);
    response.status(500).end();
  });
  return { app: secure.seal(app), faults };
}

/** Asks one after another, of one server. */
async function ask(app: Express, ...requests: readonly string[]): Promise<RawResponse[]> {
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

  test("keeps the cookies of middleware beside its own", async () => {
    const secure = security({ container });
    const app = express().use((_request, response, next) => {
      response.append("Set-Cookie", "mw=1");
      next();
    });
    app.get(
      "/",
      secure({ token }, () => new Response("own", { headers })),
    );
    const [answer] = await ask(secure.seal(app), "GET /");
    expect(fieldsOf(answer as RawResponse, "set-cookie")).toEqual(["mw=1", ...cookies]);
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

  test("that breaks midway ends its connection: Express's error handler has the fault once, no loose rejection, and the next request is served", async () => {
    const loose: unknown[] = [];
    const note = (fault: unknown) => void loose.push(fault);
    process.on("unhandledRejection", note).on("uncaughtException", note);
    const { app, faults } = served({ "/": breaks });
    const [broken, next] = await ask(app, "GET /", "GET /works");
    process.off("unhandledRejection", note).off("uncaughtException", note);
    expect(broken).toMatchObject({ status: 203, body: "part", isWhole: false });
    expect(next).toMatchObject({ status: 200, body: "works", isWhole: true });
    expect([loose, faults]).toEqual([[], [new Error("the source broke")]]);
  });

  test("that breaks before its first part ends its connection too, and so does one whose source was cut off", async () => {
    const cutOff = Object.assign(new Error("cut off"), { code: "ERR_STREAM_PREMATURE_CLOSE" });
    const failing = () => new Response(new ReadableStream({ pull: (controller) => controller.error(cutOff) }, { highWaterMark: 0 }));
    const { app, faults } = served({ "/": failing });
    await expect(ask(app, "GET /")).rejects.toThrow("not an HTTP response");
    await vi.waitFor(() => expect(faults).toEqual([cutOff]));
    expect((await ask(app, "GET /works"))[0]).toMatchObject({ status: 200, body: "works" });
  });

  test("whose reader leaves midway is nobody's fault", async () => {
    let cancelled = 0;
    const endless = () =>
      parted(
        (controller) => controller.enqueue(new TextEncoder().encode("more")),
        () => (cancelled += 1),
      );
    const { app, faults } = served({ "/": endless });
    await using server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.write(`GET / HTTP/1.1\r\nHost: a\r\n${fields[0]}\r\n\r\n`);
    await once(socket, "data");
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(cancelled).toBe(1));
    expect(faults).toEqual([]);
  });

  test("whose body was read before is a fault in Express's error handler", async () => {
    const spent = new Response("spent");
    await spent.text();
    const { app, faults } = served({ "/": () => spent });
    expect((await ask(app, "GET /"))[0]).toMatchObject({ status: 500, body: "" });
    expect(faults).toMatchObject([{ name: "TypeError" }]);
  });
});

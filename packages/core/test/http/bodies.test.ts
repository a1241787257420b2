import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebView } from "../../src/adapter.js";
import { ConfigurationError, type RequestView } from "../../src/index.js";
import { arrive, fetchRequest, serve, type Arrived } from "./serve.js";

const post = (length: number) => ["POST / HTTP/1.1", `Content-Length: ${length}`];
const chunked = ["POST / HTTP/1.1", "Transfer-Encoding: chunked"];

const sources: Record<string, <T>(body: string, look: (view: RequestView) => Promise<T>) => Promise<T>> = {
  Node: (body, look) => arrive(post(body.length), ({ view }) => look(view), body),
  Fetch: (body, look) => look(new WebView(new Request("http://localhost/", { method: "POST", body }))),
};
const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : Buffer.from(bytes).toString("latin1"));

describe.each(Object.entries(sources))("a body on %s", (_, from) => {
  test("arrives as it was sent", async () => {
    expect(await from("a=b&c", async (view) => text(await view.body()))).toBe("a=b&c");
  });

  test("is read once and kept for every reader, together or one after the other", async () => {
    const bodies = await from("abc", async (view) => [...(await Promise.all([view.body(), view.body()])), await view.body(3)]);
    expect(bodies.map(text)).toEqual(["abc", "abc", "abc"]);
    expect(new Set(bodies).size).toBe(1);
  });

  test.each([
    [3, "abc", "abc"],
    [2, "abc", undefined],
    [0, "abc", undefined],
    [65_536, "x".repeat(65_536), "x".repeat(65_536)],
    [65_536, "x".repeat(65_537), undefined],
    [200_000, "x".repeat(200_000), "x".repeat(200_000)],
  ])("of at most %i bytes", async (limit, sent, read) => {
    expect(await from(sent, async (view) => text(await view.body(limit)))).toBe(read);
    if (limit === 65_536) expect(await from(sent, async (view) => text(await view.body()))).toBe(read);
  });

  test("is undefined for a later reader with a smaller limit, and stays so where the first one stopped", async () => {
    expect(await from("abc", async (view) => [await view.body(), await view.body(2), await view.body(3)].map(text))).toEqual([
      "abc",
      undefined,
      "abc",
    ]);
    expect(await from("abc", async (view) => [await view.body(2), await view.body(3)].map(text))).toEqual([undefined, undefined]);
  });
});

describe("no body", () => {
  test("is empty, on both", async () => {
    expect(await arrive(["GET / HTTP/1.1"], async ({ view }) => text(await view.body()))).toBe("");
    expect(text(await new WebView(new Request("http://localhost/")).body())).toBe("");
  });

  test("leaves the answer to be written", async () => {
    const status = await arrive(
      post(70_000),
      async ({ view, request, response }) => [await view.body(), request.destroyed, response.writable],
      "x".repeat(70_000),
    );
    expect(status).toEqual([undefined, false, true]);
  });
});

/** What another reader did with the body before. */
interface Earlier {
  readonly node: (arrived: Arrived) => Promise<unknown>;
  readonly web: (request: Request) => Promise<unknown>;
}
const earlier: Record<string, Earlier> = {
  "read it to the end": {
    node: ({ request }) => once(request.resume(), "end"),
    web: (request) => request.text(),
  },
  "read some of it": {
    node: async ({ request }) => (await once(request, "readable"), request.read(2)),
    web: async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      reader?.releaseLock();
    },
  },
};

describe.each(Object.entries(earlier))("where another reader %s", (_, { node, web }) => {
  test("it is a ConfigurationError that names the mend, on Node", async () => {
    const look = async (arrived: Arrived) => (await node(arrived), arrived.view.body().then(text, (error: unknown) => error));
    const error = await arrive(chunked, look, "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toMatch(/body.*already read.*Mount/s);
  });

  test("it is a ConfigurationError that names the mend, on Fetch", async () => {
    const request = new Request("http://localhost/", { method: "POST", body: "abcdef" });
    await web(request);
    const error = await new WebView(request).body().then(text, (fault: unknown) => fault);
    expect(error).toBeInstanceOf(ConfigurationError);
  });
});

describe("a client that goes", () => {
  test.each(["asked for before", "asked for after"])("aborts, on Node: the signal is %s", async (when) => {
    const { promise, resolve } = Promise.withResolvers<Arrived>();
    const served = await serve(resolve);
    const socket = served.socket().on("error", () => undefined);
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const { view, response } = await promise;
    if (when === "asked for before") expect([view.aborted, view.signal.aborted]).toEqual([false, false]);
    const gone = once(response, "close");
    socket.destroy();
    await gone;
    expect([view.aborted, view.signal.aborted, view.signal === view.signal]).toEqual([true, true, true]);
    await served.close();
  });

  test("aborts nothing where the answer was sent, on Node", async () => {
    let seen: Arrived | undefined;
    const closed = await arrive(["GET / HTTP/1.1"], (arrived) => {
      seen = arrived;
      return { signal: arrived.view.signal, later: once(arrived.response, "close") };
    });
    await closed.later;
    expect([seen?.view.aborted, closed.signal.aborted]).toEqual([false, false]);
  });

  test("aborts, on Fetch", () => {
    const controller = new AbortController();
    const view = new WebView(new Request("http://localhost/", { signal: controller.signal }));
    expect([view.aborted, view.signal.aborted]).toEqual([false, false]);
    controller.abort();
    expect([view.aborted, view.signal.aborted]).toEqual([true, true]);
  });
});

test("both read the same bytes of the same request", async () => {
  const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join("");
  const look = async ({ request, view }: Arrived) => {
    const body = (await view.body()) ?? new Uint8Array();
    return [body, await new WebView(fetchRequest(request, Buffer.from(body))).body()];
  };
  expect((await arrive(post(256), look, bytes)).map(text)).toEqual([bytes, bytes]);
});

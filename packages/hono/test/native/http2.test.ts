import { once } from "node:events";
import { connect, createServer, type ClientHttp2Session, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http2";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { bearer, optional, provider, REQUEST, type SecurityEvent } from "@ampoule/core";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { container } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { security, type HonoHandler, type HonoSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const alice = { authorization: "Bearer alice" };

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An application of one route, on a connection of its own. */
interface Session extends AsyncDisposable {
  readonly client: ClientHttp2Session;
  readonly events: readonly SecurityEvent["type"][];
  readonly faults: readonly unknown[];
  ask(headers?: OutgoingHttpHeaders, body?: string): Promise<Answer>;
}

async function sessionOf(make: (secure: HonoSecure) => HonoHandler): Promise<Session> {
  const events: SecurityEvent["type"][] = [];
  const faults: unknown[] = [];
  const secure = security({ container, onEvent: ({ type }) => void events.push(type) });
  const app = new Hono().all("/*", make(secure));
  app.onError((fault, context) => (faults.push(fault), context.body(null, 500)));
  const server = createAdaptorServer({ fetch: secure.seal(app).fetch, createServer }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const close = async () => (client.destroy(), void server.close());
  return { client, events, faults, ask: (headers, body) => ask(client, headers, body), [Symbol.asyncDispose]: close };
}

async function ask(client: ClientHttp2Session, headers: OutgoingHttpHeaders = {}, body = ""): Promise<Answer> {
  const stream = client.request({ ":path": "/", ...headers }, { endStream: body === "" });
  if (body !== "") stream.end(body);
  const [answered] = (await once(stream, "response")) as [IncomingHttpHeaders];
  return { headers: answered, body: (await stream.setEncoding("utf8").toArray()).join("") };
}

describe("over HTTP/2", () => {
  test("who is let in is answered, and who is not is refused with a challenge", async () => {
    await using session = await sessionOf((secure) => secure({ me: token }, ({ me }) => me));
    const granted = await session.ask(alice);
    expect(granted.headers).toMatchObject({ ":status": 200, "cache-control": "private, no-store" });
    expect(granted.body).toBe('{"sub":"alice"}');
    const refused = await session.ask();
    expect(refused.headers).toMatchObject({ ":status": 401, "www-authenticate": 'Bearer realm="api"', "cache-control": "no-store" });
    expect(JSON.parse(refused.body)).toMatchObject({ status: 401, code: "not_authenticated" });
    expect([session.events, session.faults]).toEqual([["granted", "absent"], []]);
  });

  test("HEAD has the fields of GET and no body", async () => {
    await using session = await sessionOf((secure) => secure({ me: token }, ({ me }) => me));
    for (const fields of [alice, {}]) {
      const [get, head] = [await session.ask(fields), await session.ask({ ...fields, ":method": "HEAD" })];
      // Hono's server counts a short body only once it has it.
      const framing = { date: "", "content-length": undefined };
      expect({ ...head.headers, ...framing }).toEqual({ ...get.headers, ...framing });
      expect(head.body).toBe("");
    }
  });

  test("a provider sees the request: its method, its target, its fields and its body, and no pseudo-header", async () => {
    const seen = provider({ token, request: REQUEST }, async ({ request }) => ({
      at: `${request.method} ${request.url}`,
      own: request.header("x-own"),
      pseudo: request.header(":path"),
      size: (await request.body())?.byteLength,
    }));
    await using session = await sessionOf((secure) => secure({ seen }, ({ seen }) => seen));
    const { body } = await session.ask({ ...alice, ":method": "POST", ":path": "/?a=1", "x-own": ["1", "2"] }, "0123456789");
    expect(JSON.parse(body)).toEqual({ at: "POST /?a=1", own: ["1", "2"], pseudo: [], size: 10 });
  });

  test("what a request held is disposed after its answer, streamed or not, or after its refusal", async () => {
    const log: string[] = [];
    const resource = provider({ token }, () => ({ [Symbol.dispose]: () => void log.push("disposed") }));
    const parts = async function* () {
      for (const part of ["a", "b"]) yield ((await delay(5), log.push(part), Buffer.from(part)));
    };
    const streamed = () => new Response(Readable.toWeb(Readable.from(parts())) as ReadableStream);
    await using session = await sessionOf((secure) =>
      secure({ resource, request: REQUEST }, ({ request }) => (request.url === "/stream" ? streamed() : (log.push("value"), "value"))),
    );
    for (const [target, body, order] of [
      ["/", '"value"', ["value", "disposed"]],
      ["/stream", "ab", ["a", "b", "disposed"]],
    ] as const) {
      expect((await session.ask({ ...alice, ":path": target })).body).toBe(body);
      await vi.waitFor(() => expect(log.splice(0)).toEqual(order));
    }
  });

  test("what a request held is disposed where its client left before the answer", async () => {
    const log: string[] = [];
    const { promise: gone, resolve: go } = Promise.withResolvers<string>();
    const resource = provider({ token }, () => ({ [Symbol.dispose]: () => void log.push("disposed") }));
    await using session = await sessionOf((secure) => secure({ resource }, () => (log.push("begun"), gone)));
    const stream = session.client.request({ ":path": "/", ...alice });
    stream.on("error", () => {});
    await vi.waitFor(() => expect(log).toEqual(["begun"]));
    stream.destroy();
    await delay(20);
    go("late");
    await vi.waitFor(() => expect(log).toEqual(["begun", "disposed"]));
    expect((await session.ask(alice)).body).toBe('"late"');
  });

  test("the signal of a request that was answered stays quiet", async () => {
    const signals: AbortSignal[] = [];
    const heard = provider({ token }, (_, { signal }) => signals.push(signal));
    await using session = await sessionOf((secure) => secure({ heard }, () => "in"));
    for (const round of [1, 2]) {
      expect((await session.ask(alice)).body).toBe('"in"');
      await delay(10);
      expect(signals.map(({ aborted }) => aborted)).toEqual(Array(round).fill(false));
    }
  });

  test("who leaves while they are authenticated is nobody's fault, and no handler runs", async () => {
    let reached = 0;
    const waiting = provider({ token }, (_, { signal }) => {
      return new Promise<string>((resolve) => signal.addEventListener("abort", () => resolve("gone")));
    });
    await using session = await sessionOf((secure) => secure({ waiting: optional(waiting) }, () => (reached += 1)));
    const stream = session.client.request({ ":path": "/", ...alice });
    stream.on("error", () => {});
    await delay(20);
    stream.destroy();
    await vi.waitFor(() => expect(session.events).toEqual(["aborted"]));
    expect([reached, session.faults]).toEqual([0, []]);
  });
});

import { once } from "node:events";
import { connect, createServer, type ClientHttp2Session, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { NodeView, whenClosed } from "../../src/adapter.js";

const clients: ClientHttp2Session[] = [];
const servers: ReturnType<typeof createServer>[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A client of a server that hands each request to `look`. */
async function client(look: (view: NodeView, response: Http2ServerResponse) => unknown): Promise<ClientHttp2Session> {
  const server = createServer((request: Http2ServerRequest, response) => void look(new NodeView(request, response, request.url), response));
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  clients.push(session);
  return session;
}

describe("over HTTP/2", () => {
  test("a request that was answered was not aborted, and what waits for its end is told once", async () => {
    const { promise: seen, resolve } = Promise.withResolvers<NodeView>();
    const done = vi.fn<() => Promise<void>>(async () => {});
    const session = await client((view, response) => {
      expect([view.aborted, view.signal.aborted]).toEqual([false, false]);
      whenClosed(response, done);
      response.end("answer");
      resolve(view);
    });
    const request = session.request({ ":path": "/" }).resume();
    await once(request, "close");
    const view = await seen;
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect([view.aborted, view.signal.aborted]).toEqual([false, false]);
  });

  test("S-238 the address of the socket is told, and asking for that of a connection which is gone does no harm", async () => {
    const { promise: seen, resolve } = Promise.withResolvers<[NodeView, Http2ServerResponse]>();
    const session = await client((view, response) => resolve([view, response]));
    session.request({ ":path": "/" }).on("error", () => {});
    const [view, response] = await seen;
    expect(view.remoteAddress).toBe("127.0.0.1");
    const gone = once(response.stream, "close");
    session.destroy();
    await gone;
    expect(view.remoteAddress).toBeUndefined();
  });

  test("what waits for an end that has come already is told at once", async () => {
    const { promise: seen, resolve } = Promise.withResolvers<Http2ServerResponse>();
    const session = await client((_, response) => resolve(response));
    const request = session.request({ ":path": "/" }).on("error", () => {});
    const response = await seen;
    request.close(8);
    await once(response.stream, "close");
    const done = vi.fn<() => Promise<void>>(async () => {});
    whenClosed(response, done);
    expect(done).toHaveBeenCalledOnce();
  });
});

import { once } from "node:events";
import { connect, createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { NodeView } from "../../src/adapter.js";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server that looks at requests and leaves them unanswered unless told, and a stream to it. */
async function ask(answer: boolean) {
  const { promise: seen, resolve } = Promise.withResolvers<NodeView>();
  const server = createServer((request, response) => {
    resolve(new NodeView(request, response, request.url));
    if (answer) response.end("answer");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  ends.push(
    () => session.destroy(),
    () => server.close(),
  );
  const stream = session.request({ ":path": "/" }).on("error", () => {});
  return { stream, view: await seen };
}

test("a request that the client gives up over HTTP/2 is aborted, and whoever listens is told", async () => {
  const { stream, view } = await ask(false);
  const told = vi.fn<() => void>();
  view.signal.addEventListener("abort", told);
  stream.close(8);
  await vi.waitFor(() => expect([told.mock.calls.length, view.aborted]).toEqual([1, true]));
});

test("a request that was answered over HTTP/2 is not aborted", async () => {
  const { stream, view } = await ask(true);
  const told = vi.fn<() => void>();
  view.signal.addEventListener("abort", told);
  stream.resume();
  await once(stream, "close");
  expect([told.mock.calls.length, view.aborted]).toEqual([0, false]);
});

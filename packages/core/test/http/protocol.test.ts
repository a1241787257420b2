import { once } from "node:events";
import { createServer as createPlain, IncomingMessage, ServerResponse, type RequestListener } from "node:http";
import { connect as connectTwo, createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { createServer, request } from "node:https";
import { Socket, type AddressInfo, type Server } from "node:net";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { NodeView, WebView, type NodeRequest } from "../../src/adapter.js";

const psk = Buffer.alloc(32, 7);
/** TLS by a key that both sides have: no certificate, and nothing of it is weakened. */
const serving = { ciphers: "PSK", maxVersion: "TLSv1.2", pskCallback: () => psk, pskIdentityHint: "test" } as const;
const asking = {
  ciphers: "PSK",
  maxVersion: "TLSv1.2",
  pskCallback: () => ({ psk, identity: "test" }),
  checkServerIdentity: () => undefined,
} as const;
const forged = { "x-forwarded-proto": "https", forwarded: "proto=https" };

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const telling: RequestListener = (incoming, outgoing) => void outgoing.end(new NodeView(incoming, outgoing, incoming.url ?? "/").protocol);

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("the protocol of a request", () => {
  test("is the socket's, over TLS", async () => {
    const server = createServer(serving, telling);
    const port = await listen(server);
    const asked = request({ ...asking, port, host: "127.0.0.1", headers: { "x-forwarded-proto": "http" } }).end();
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    expect(await textOf(response)).toBe("https");
    server.close();
  });

  test("is the socket's, over HTTP/2 and TLS", async () => {
    const look = (incoming: Http2ServerRequest, outgoing: Http2ServerResponse) =>
      void outgoing.end(new NodeView(incoming, outgoing, incoming.url).protocol);
    const server = createSecureServer(serving, look);
    const session = connectTwo(`https://127.0.0.1:${await listen(server)}`, asking);
    expect(await textOf(session.request({ ":path": "/" }))).toBe("https");
    session.close();
    server.close();
  });

  test("is never a field's", async () => {
    const server = createPlain(telling);
    const response = await fetch(`http://127.0.0.1:${await listen(server)}`, { headers: forged });
    expect(await response.text()).toBe("http");
    server.close();
  });

  test("without a socket it is http", () => {
    const gone: NodeRequest = { rawHeaders: [], readableDidRead: false, socket: null, iterator: () => Readable.from([]), resume: () => {} };
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    expect(new NodeView(gone, response, "/").protocol).toBe("http");
  });

  test("is that of the URL, on Fetch", () => {
    expect(new WebView(new Request("https://a.test/", { headers: { "x-forwarded-proto": "http" } })).protocol).toBe("https");
    expect(new WebView(new Request("HTTPS://a.test")).protocol).toBe("https");
    expect(new WebView(new Request("http://a.test/https:", { headers: forged })).protocol).toBe("http");
  });
});

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { AdapterHarness } from "@ampoule/testing";
import { Hono } from "hono";
import { security } from "../src/index.js";
import { routerOf } from "./harness.js";

/** What a platform without Node's objects would hand to Hono: nothing but a Fetch request, its repeated fields joined. */
function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? "", incoming.rawHeaders[index + 1] ?? "");
  }
  const body = incoming.method === "GET" || incoming.method === "HEAD" ? null : (Readable.toWeb(incoming) as ReadableStream);
  // Without a prototype, since undici reads options that a polluted one would add.
  const init: RequestInit = Object.assign(Object.create(null), { method: incoming.method, headers, body, signal, duplex: "half" });
  try {
    return new Request(`http://localhost${incoming.url}`, init);
  } catch {
    return undefined;
  }
}

/** Hono 4 as `app.request` reaches it, behind the smallest server that can be. */
export const harness: AdapterHarness = {
  name: "hono on Fetch",
  knowsAddresses: false,
  async serve(options, add, seal) {
    const app = new Hono();
    const faults: unknown[] = [];
    const secure = security(options);
    app.onError((fault, context) => {
      faults.push(fault);
      return context.json({ fault: true }, 500);
    });
    add(routerOf(app, secure));
    if (seal !== false) secure.seal(app, seal);
    const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const gone = new AbortController();
      outgoing.once("close", () => gone.abort());
      const request = requestOf(incoming, gone.signal);
      const response =
        request === undefined ? new Response("Fetch cannot express this request", { status: 501 }) : await app.request(request);
      outgoing.writeHead(response.status, [...response.headers].flat());
      for await (const chunk of response.body ?? []) {
        if (outgoing.destroyed) break;
        outgoing.write(chunk);
      }
      outgoing.end();
    };
    const giveUp = (outgoing: ServerResponse) => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(500).end());
    const server = createServer((incoming, outgoing) => void answer(incoming, outgoing).catch(() => giveUp(outgoing)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
      port: (server.address() as AddressInfo).port,
      faults,
      report: () => secure.report(app),
      close: () => new Promise((resolve) => void server.close(() => resolve())),
    };
  },
};

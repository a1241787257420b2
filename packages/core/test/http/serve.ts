import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { NodeView } from "../../src/adapter.js";

/** What a test sees of a request that came over a socket. */
export interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly view: NodeView;
}

/** A server that hands each request to `look` and leaves the answer to it. */
export async function serve(look: (arrived: Arrived) => unknown): Promise<{ readonly socket: () => Socket; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    void look({ request, response, view: new NodeView(request, response, request.url ?? "") });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { socket: () => connect({ port, host: "127.0.0.1" }), close };
}

/** Sends the lines of one request and hands what arrives to `look`, which must come to an end; then answers. */
export async function arrive<T>(lines: readonly string[], look: (arrived: Arrived) => T, body = ""): Promise<Awaited<T>> {
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<T>>();
  const served = await serve(async (arrived) => {
    try {
      resolve(await look(arrived));
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      arrived.response.end();
    }
  });
  const socket = served.socket().on("error", reject);
  socket.write(Buffer.from(`${[...lines, "Host: localhost", "Connection: close"].join("\r\n")}\r\n\r\n${body}`, "latin1"));
  try {
    return await promise;
  } finally {
    socket.destroy();
    await served.close();
  }
}

/** The same request as Fetch has it. */
export function fetchRequest({ method = "GET", url = "/", rawHeaders }: IncomingMessage, body?: BodyInit): Request {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
  return new Request(`http://localhost${url}`, { method, headers, ...(body !== undefined && { body }) });
}

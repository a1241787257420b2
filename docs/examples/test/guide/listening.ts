import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { bytesOf, fieldsOf, sendBytes, type RawResponse } from "../../../../packages/testing/src/raw-http.js";

/** What of an answer the guide speaks about. */
interface Answer {
  readonly status: number;
  /** Every `WWW-Authenticate`, joined. */
  readonly challenge: string;
  /** The body: parsed, where it is JSON. */
  readonly body: unknown;
  readonly response: RawResponse;
}

/** A server on a free port, closed when the test leaves its block. */
export interface Listening extends AsyncDisposable {
  readonly url: string;
  /** Sends a request over a socket of its own: `ask("GET /notes", "Authorization: Bearer x")`. */
  ask(line: string, ...fields: string[]): Promise<Answer>;
  /** The same with a body of this type. */
  post(path: string, type: string, body: string, ...fields: string[]): Promise<Answer>;
}

export async function listening(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const send = async (line: string, fields: readonly string[], body = "") => {
    const [method = "GET", target = "/"] = line.split(" ");
    return answerOf(await sendBytes(port, bytesOf({ method, target, fields, body }), method));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    ask: (line, ...fields) => send(line, fields),
    post: (path, type, body, ...fields) => send(`POST ${path}`, [`Content-Type: ${type}`, ...fields], body),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answerOf(response: RawResponse): Answer {
  const { status, body } = response;
  const isJson = fieldsOf(response, "content-type").some((type) => /^application\/(?:problem\+)?json/.test(type));
  return { status, challenge: fieldsOf(response, "www-authenticate").join(), body: isJson ? JSON.parse(body) : body, response };
}

export { fieldsOf };

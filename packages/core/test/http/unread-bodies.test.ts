import { describe, expect, onTestFinished, test } from "vitest";
import { serve, type Arrived } from "./serve.js";

const small = "GET /next HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
const post = (body: string) => `POST /first HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** Sends this over one connection, and gives back all that comes until the server closes it. */
async function exchange(look: (arrived: Arrived) => unknown, ...parts: readonly string[]): Promise<string> {
  const served = await serve(async (arrived) => arrived.response.end(String(await look(arrived))));
  onTestFinished(async () => served.close());
  const socket = served.socket().setEncoding("latin1");
  for (const part of parts) socket.write(part);
  let received = "";
  for await (const chunk of socket) received += String(chunk);
  return received;
}

/** The bodies of the answers, in order. */
const answersIn = (received: string) =>
  received.split(/(?=HTTP\/1\.1 )/).map((answer) => answer.split("\r\n\r\n")[1]?.replace(/^\w+\r\n|\r\n0$/g, ""));
const sizeOf = async ({ view }: Arrived, limit: number) => (await view.body(limit))?.byteLength ?? "too large";

describe("a body that is over the limit does not stand before the connection's next request", () => {
  test.each([1_000, 100_000, 1_000_000])("%s bytes, of which 10 may be read", async (size) => {
    const answers = answersIn(await exchange(async (arrived) => sizeOf(arrived, 10), post("x".repeat(size)), small));
    expect(answers).toEqual(["too large", "0"]);
  });

  test("one that is within it is read whole, and the next request comes after it", async () => {
    const answers = answersIn(await exchange(async (arrived) => sizeOf(arrived, 2_000), post("x".repeat(1_000)), small));
    expect(answers).toEqual(["1000", "0"]);
  });
});

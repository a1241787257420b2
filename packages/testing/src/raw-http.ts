import { connect, type Socket } from "node:net";

/** A response as it came over the wire: fields in order, names in lower case. */
export interface RawResponse {
  readonly status: number;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Whether the body came to the end that its framing promised. */
  readonly isWhole: boolean;
}

/** Every value of one field of a response. */
export function fieldsOf(response: RawResponse, name: string): string[] {
  return response.fields.filter(([candidate]) => candidate === name).map(([, value]) => value);
}

/** What to put into a request, byte for byte; `fields` are whole lines without their ends. */
export interface RawRequest {
  /** Default: GET. */
  readonly method?: string;
  readonly target: string;
  /** `Host` and `Connection: close` are added. A character is sent as one byte. */
  readonly fields?: readonly string[];
  readonly body?: string;
}

/** Writes the bytes of a request. */
export function bytesOf({ method = "GET", target, fields = [], body = "" }: RawRequest): Buffer {
  const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body, "latin1")}`];
  const lines = [`${method} ${target} HTTP/1.1`, "Host: localhost", "Connection: close", ...length, ...fields];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`, "latin1");
}

/** Sends a request over a socket of its own and reads the whole answer. */
export function send(port: number, request: RawRequest): Promise<RawResponse> {
  return sendBytes(port, bytesOf(request), request.method ?? "GET");
}

/** The same for bytes that need not be HTTP. */
export async function sendBytes(port: number, bytes: Buffer, method = "GET"): Promise<RawResponse> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.write(bytes);
  return parse(await readAll(socket), method);
}

function readAll(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.setTimeout(20_000, () => (reject(new Error("no answer within 20 seconds")), socket.destroy()));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => resolve(Buffer.concat(chunks)));
    socket.on("close", () => resolve(Buffer.concat(chunks)));
    // A server may break an answer off with a reset; what came of it is still to be seen.
    socket.on("error", (error) => chunks.length === 0 && reject(error));
  });
}

function parse(bytes: Buffer, method: string): RawResponse {
  const text = bytes.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) throw new Error(`not an HTTP response: ${JSON.stringify(text.slice(0, 200))}`);
  const [statusLine = "", ...lines] = text.slice(0, end).split("\r\n");
  const fields = lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const);
  const rest = text.slice(end + 4);
  const chunked = fields.some(([name, value]) => name === "transfer-encoding" && value === "chunked");
  const length = Number(fields.find(([name]) => name === "content-length")?.[1] ?? 0);
  const isWhole = method === "HEAD" || (chunked ? /(?:^|\r\n)0\r\n\r\n$/.test(rest) : rest.length >= length);
  const body = chunked && method !== "HEAD" ? unchunk(rest) : rest;
  return { status: Number(statusLine.split(" ")[1]), fields, body: Buffer.from(body, "latin1").toString("utf8"), isWhole };
}

function unchunk(text: string): string {
  const size = Number.parseInt(text, 16);
  if (!(size > 0)) return "";
  const start = text.indexOf("\r\n") + 2;
  return text.slice(start, start + size) + unchunk(text.slice(start + size + 2));
}

import { askOn } from "./connection.js";
import { path } from "./user.js";

/** Whole requests, by number: all connections together draw from them in turn. */
export type Requests = (index: number) => Buffer;

/** The same ones, over and over. */
export function inTurn(requests: readonly [Buffer, ...Buffer[]]): Requests {
  return (index) => requests[index % requests.length] ?? requests[0];
}

/** What is asked of a server. */
export interface Load {
  readonly port: number;
  readonly requests: Requests;
  readonly connections: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Requests at most. Default: as many as there is time for. */
  readonly most?: number;
}

/** What a server did in that time. */
export interface Served {
  readonly count: number;
  /** Milliseconds, until the last answer. */
  readonly elapsed: number;
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
}

/** A form that is sent. */
export function formOf(to: string, fields: Readonly<Record<string, string>>): Buffer {
  const body = new URLSearchParams(fields).toString();
  const head = [
    `POST ${to} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Content-Type: application/x-www-form-urlencoded",
    `Content-Length: ${body.length}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1");
}

/** A request with one header field more than it needs, or none. */
export function requestOf(field?: string, to = path): Buffer {
  return Buffer.from(`GET ${to} HTTP/1.1\r\nHost: 127.0.0.1\r\n${field === undefined ? "" : `${field}\r\n`}\r\n`, "latin1");
}

export function namesCaller(answer: string): boolean {
  return answer.includes('"alice"');
}

/** Asks over kept connections, each one request at a time. @throws Error on any answer but 200 that names the caller. */
export async function ask({ port, requests, connections, duration, most = Number.POSITIVE_INFINITY }: Load): Promise<Served> {
  const start = performance.now();
  let count = 0;
  const isEnough = () => count >= most || performance.now() - start >= duration;
  const next = (): Buffer | undefined => (isEnough() ? undefined : requests(count++));
  const stayAwake = awake();
  try {
    const latencies = await Promise.all(Array.from({ length: connections }, () => askOn(port, { next, isRight: namesCaller })));
    return { count: latencies.flat().length, elapsed: performance.now() - start, latencies: latencies.flat() };
  } finally {
    stayAwake.end();
  }
}

/** Never waits: a client that sleeps has to be woken for each answer, and it is the server that pays for that, the more so the slower it is. */
function awake(): { end(): void } {
  let immediate = setImmediate(again);
  function again(): void {
    immediate = setImmediate(again);
  }
  return { end: () => clearImmediate(immediate) };
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { allowInsecureHttp, jwks, type JwksOptions, type KeySource } from "../../src/jwt/index.js";
import type { Pair } from "./tokens.js";

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

/** A server on loopback that publishes keys, and the time as it is for whoever asks it. */
export interface KeyServer {
  readonly url: string;
  /** Requests so far. */
  readonly hits: number;
  /** What it answers from now on. */
  answer: Answer;
  /** Milliseconds since 1970. */
  time: number;
  publish(...jwks: readonly unknown[]): void;
  /** A source that asks it. */
  source(options?: JwksOptions): KeySource;
}

/** The public half of a key, as an issuer publishes it. */
export function published({ jwk, alg }: Pair, changes: object = {}): object {
  return { ...jwk, alg, use: "sig", ...changes };
}

/** Answers with JSON. */
export function json(body: unknown, type = "application/json"): Answer {
  return (response) => response.writeHead(200, { "content-type": type }).end(typeof body === "string" ? body : JSON.stringify(body));
}

export async function keyServer(...keys: readonly unknown[]): Promise<KeyServer> {
  let hits = 0;
  const server = createServer((request, response) => {
    hits += 1;
    state.answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  const clock = () => state.time;
  const state: KeyServer = {
    url,
    answer: json({ keys }),
    time: 1_800_000_000_000,
    get hits() {
      return hits;
    },
    publish: (...other) => void (state.answer = json({ keys: other })),
    source: (options) => jwks(url, { [allowInsecureHttp]: true, clock, ...options }),
  };
  return state;
}

import { fieldsOf, send, type RawResponse } from "../raw-http.js";
import type { RequestSpec } from "./format/exchange.js";
import type { Json } from "./format/json.js";
import { requestBytes } from "./request-bytes.js";

/** What a client sees of an answer, and may act on. */
export interface Answer {
  readonly status: number;
  /** Every value of `WWW-Authenticate`, joined; `null` where there is none. */
  readonly challenge: string | null;
  /** `undefined` where the body is not JSON. */
  readonly json: Json | undefined;
  readonly body: string;
}

/** Sends a request of a case over a socket of its own. */
export async function ask(port: number, request: RequestSpec): Promise<Answer> {
  return answerOf(await send(port, requestBytes(request)));
}

function answerOf(response: RawResponse): Answer {
  const challenges = fieldsOf(response, "www-authenticate");
  const challenge = challenges.length === 0 ? null : challenges.join(", ");
  return { status: response.status, challenge, json: readJson(response.body), body: response.body };
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

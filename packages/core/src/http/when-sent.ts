import { tagOf } from "../contract/outcome.js";
import { carrierOf, type NodeResponse } from "./node-view.js";

/** Calls `done` once Node has sent the answer, or given up on it. */
export function whenClosed(response: NodeResponse, done: () => Promise<void>): void {
  const carrier = carrierOf(response);
  if (carrier.closed) void done();
  else carrier.once("close", () => void done());
}

/** A response that calls `done` once its body has been read to the end, or given up. */
export function whenRead(response: Response, done: () => Promise<void>): Response {
  if (response.body === null) {
    void done();
    return response;
  }
  const last: Transformer<Uint8Array, Uint8Array> & { cancel(): Promise<void> } = { flush: done, cancel: done };
  return new Response(response.body.pipeThrough(new TransformStream(last)), response);
}

/** Whether `value` is a Fetch response, of whichever class the platform or its server made it. */
export function isResponse(value: unknown): value is Response {
  return tagOf(value) === "Response";
}

import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

const chunks = ['{"s":', "1}"];

/** A response that sends `{"s":1}` in two chunks, one after the other. */
export function streamed(): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(encoder.encode(chunk));
        // Some servers wait a little to send what is short in one piece.
        await delay(20);
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/json" } });
}

/** Tells of each chunk of an answer as it goes out. */
export function watchChunks(response: ServerResponse, note: (event: string) => void): void {
  let count = 0;
  const write = response.write.bind(response) as (...chunk: unknown[]) => boolean;
  response.write = ((...chunk: unknown[]) => {
    const isSent = write(...chunk);
    note(`stream:${(count += 1)}`);
    return isSent;
  }) as ServerResponse["write"];
}

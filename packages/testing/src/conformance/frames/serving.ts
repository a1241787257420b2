import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { HttpError } from "../http-error.js";
import type { Blueprint, Running } from "./frame.js";

/** What documents are about. */
export const info = { title: "conformance", version: "1" };

/** Errors on their way to the application's error handler. */
export class Faults {
  readonly seen: unknown[] = [];

  note(fault: unknown): void {
    if (!(fault instanceof HttpError)) this.seen.push(fault);
  }
}

/** Listens on a free port. */
export async function running(
  server: Server,
  { watch }: Blueprint,
  parts: Pick<Running, "secure" | "document" | "faults">,
): Promise<Running> {
  if (watch !== undefined) server.prependListener("request", (_, response: ServerResponse) => watch(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    ...parts,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

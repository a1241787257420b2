import type { RequestView } from "../../src/index.js";

/** Values that the readers below find, whatever the name. */
interface Parts {
  readonly header?: readonly string[];
  readonly query?: readonly string[];
  readonly cookie?: readonly string[];
}

/** A request in memory that holds these values. */
export function requestWith({ header = [], query = [], cookie = [] }: Parts): RequestView {
  return {
    method: "GET",
    url: "/",
    header: () => header,
    query: () => query,
    cookie: () => cookie,
    body: () => Promise.resolve(new Uint8Array()),
    remoteAddress: undefined,
    protocol: "http",
    aborted: false,
    signal: new AbortController().signal,
  };
}

import type { RequestView } from "../contract/request-view.js";

/** A request that nobody sent: what request-scoped services are shown when they are first built, at set-up. */
export const blankRequest: RequestView = Object.freeze({
  method: "GET",
  url: "/",
  header: () => [],
  query: () => [],
  cookie: () => [],
  body: () => Promise.resolve(new Uint8Array()),
  remoteAddress: undefined,
  aborted: false,
  signal: new AbortController().signal,
});

import type { RequestView } from "./request-view.js";

/** A request that nobody sent: what is shown, at set-up, to request-scoped services when they are first built, and to functions that are tried. */
export const blankRequest: RequestView = Object.freeze({
  method: "GET",
  url: "/",
  header: () => [],
  query: () => [],
  cookie: () => [],
  body: () => Promise.resolve(new Uint8Array()),
  remoteAddress: undefined,
  protocol: "http",
  aborted: false,
  signal: new AbortController().signal,
});

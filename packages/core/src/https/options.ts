import type { RequestView } from "../contract/request-view.js";

/** Tells how a request came from its client. Only `"https"` counts as encrypted. */
export type FindProtocol = (request: RequestView) => "https" | "http";

/** Says that requests of this machine to itself may be unencrypted. For development: before a proxy on the same machine that names `localhost` as the host, everybody's requests look so; where a platform does not tell addresses, those of all who write `Host: localhost`. */
export const allowLoopback: unique symbol = Symbol("allowLoopback");

/** For how long browsers ask for nothing but `https` (RFC 6797). It cannot be taken back before that time is over for who has heard it: begin with a short one. */
export interface StrictTransport {
  /** Seconds, 0 to 63,072,000 (two years). 0: forget what was said before. */
  readonly maxAge: number;
  /** Whether it goes for every subdomain, those of others too. Default: false. */
  readonly includeSubDomains?: boolean;
  /** Whether browsers may be shipped with it: every subdomain, and a year at least. Takes months to be undone. Default: false. */
  readonly preload?: boolean;
}

/** What `secure.https` can be told. */
export interface HttpsOptions {
  /** Tells how a request came. Default: as the connection did; so behind a proxy that ends TLS, say `clientProtocol({ trustedProxies })` of `@ampoule/accounts`, or a function of your own. */
  readonly protocol?: FindProtocol;
  /** Told in every answer over `https`, as `Strict-Transport-Security`. Default: not told. */
  readonly strictTransport?: StrictTransport;
  readonly [allowLoopback]?: true;
}

import { sameOrigin, type ResourceValue, type SameOriginOptions } from "@ampoule/core";
import type { Cookie } from "../cookies/cookie.js";

/** Where a refresh token travels. */
export interface OwnPagesOptions extends SameOriginOptions {
  /** The cookie that it travels in: `cookie({ name: "__Host-refresh", sameSite: "Strict" })`. The same one for every endpoint. Default: in the body. */
  readonly cookie?: Cookie;
}

/** What stands before an endpoint that has to do with a cookie: pages of other sites are not answered. */
export function ownPages({ cookie, origins }: OwnPagesOptions): Readonly<Record<string, ResourceValue<true>>> {
  return cookie === undefined ? {} : { own: sameOrigin(origins === undefined ? {} : { origins }) };
}

import type { allowCrossSite } from "./allow-cross-site.js";
import type { CsrfToken } from "./csrf-token.js";

/** Whose pages may make a browser send unsafe requests. */
export interface SameOriginOptions {
  /**
   * Every origin whose pages may, your own included, such as `"https://app.example.com"`. Needed where a proxy changes `Host`, and where pages of another origin are
   * yours too. Default: the origin that `Host` names, under `https`, on this machine under `http` as well. What a browser itself calls `same-origin` passes in any case.
   */
  readonly origins?: readonly string[];
}

/** How a scheme whose credential browsers send by themselves is kept from answering to other sites. */
export interface BrowserOptions extends SameOriginOptions {
  /** Lets clients in that say nothing of where they come from, if they bring a token of the session. Default: they are refused. */
  readonly csrf?: CsrfToken;
  readonly [allowCrossSite]?: true;
}

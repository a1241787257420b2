import type { Awaitable } from "../contract/provider.js";
import type { RequestView } from "../contract/request-view.js";

/** Decides over an origin that a page says it has. Never asked about `null`, or about what is no origin. */
export type AllowOrigin = (origin: string, request: RequestView) => Awaitable<boolean>;

interface EveryCors {
  /**
   * Methods that pages may use: a list, or `"routes"` for those that the routes of the sealed application answer, all of them on every path. `*` would be taken for a method as soon as there are credentials. Default: `GET`, `HEAD`, `POST`.
   */
  readonly methods?: readonly string[] | "routes";
  /** Header fields that pages may send, such as `"Authorization"` and `"Content-Type"`. A list: `*` does not cover `Authorization`. Or `"routes"`: `Content-Type`, and those that the schemes of the sealed application's routes read. Default: none but those that every page may. */
  readonly headers?: readonly string[] | "routes";
  /** Header fields of answers that pages may read, such as `"WWW-Authenticate"`. A list. Default: none but those that every page may. */
  readonly exposed?: readonly string[];
  /** Seconds for which a browser may remember what a preflight said, 0 to 86,400. Default: 600. */
  readonly maxAge?: number;
}

/** For what everybody may read who has no credential. */
export interface PublicCorsOptions extends EveryCors {
  readonly origins: "*";
  readonly credentials?: false;
}

/** For pages that are known. */
export interface ListedCorsOptions extends EveryCors {
  /**
   * Origins as browsers write them, such as `"https://app.example.com"`; with `*` for one whole label, such as `"https://*.example.com"`; or a function that decides.
   */
  readonly origins: readonly string[] | AllowOrigin;
  /** Whether pages may send cookies and what else browsers send by themselves. Tokens that a page sends by itself need none. Default: false. */
  readonly credentials?: boolean;
}

/** Which pages of other origins may call the application, and read what it answers. */
export type CorsOptions = PublicCorsOptions | ListedCorsOptions;

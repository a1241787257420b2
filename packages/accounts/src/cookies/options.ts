import type { allowCrossSite } from "@ampoule/core";

/** Says that a cookie may travel unencrypted: no `Secure`, hence no prefix. For development on a machine whose browser wants it. */
export const allowPlainHttp: unique symbol = Symbol("allowPlainHttp");
/** Says that scripts of the page may read a cookie: no `HttpOnly`. Whoever gets a script into the page then has what is in it. */
export const allowScripts: unique symbol = Symbol("allowScripts");

interface EveryCookie {
  /** When other sites' pages make the browser send it. `Lax`: when somebody follows a link. `Strict`: never. Default: `"Lax"`. */
  readonly sameSite?: "Lax" | "Strict";
  /** Seconds that it lives, 1 to 34,560,000 (400 days), unless `set` says otherwise. Default: until the browser is closed. */
  readonly maxAge?: number;
  /** `SameSite=None`, in the place of `sameSite`. */
  readonly [allowCrossSite]?: true;
  readonly [allowScripts]?: true;
}

/** A cookie of one host alone: browsers take it from no subdomain and from no unencrypted page. */
export interface HostCookieOptions extends EveryCookie {
  readonly name: `__Host-${string}`;
  readonly path?: "/";
  readonly domain?: never;
  readonly [allowPlainHttp]?: never;
}

/** A cookie for some paths, or for a whole domain: every subdomain can read and replace it. */
export interface SecureCookieOptions extends EveryCookie {
  readonly name: `__Secure-${string}`;
  /** The paths that it is sent to. Keeps nothing from pages under other paths. Default: `"/"`. */
  readonly path?: string;
  /** The domain whose hosts all get it. Default: this host alone. */
  readonly domain?: string;
  readonly [allowPlainHttp]?: never;
}

/** A cookie without a prefix, which travels unencrypted. */
export interface PlainCookieOptions extends Omit<SecureCookieOptions, "name" | typeof allowPlainHttp> {
  readonly name: string;
  readonly [allowPlainHttp]: true;
}

/** What {@link cookie} needs to know. */
export type CookieOptions = HostCookieOptions | SecureCookieOptions | PlainCookieOptions;

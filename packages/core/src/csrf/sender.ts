import { ConfigurationError } from "../contract/errors.js";
import { rejected, type Rejected } from "../contract/outcome.js";
import type { RequestView } from "../contract/request-view.js";
import { isSafe } from "../contract/safe-methods.js";
import { hostOf } from "../http/host.js";
import { isLoopback, isOrigin } from "../http/origin.js";

/** Why a request is not taken for one of our own pages: the codes of the operator's event. */
export type SenderFault = "foreign_site" | "foreign_origin" | "no_origin";

/** Tells whether the page that made a browser send a request is one of our own. */
export class Sender {
  readonly #origins: ReadonlySet<string> | undefined;

  /** @throws ConfigurationError on what is no origin. */
  constructor(owner: string, origins: readonly string[] | undefined) {
    if (origins !== undefined) requireOrigins(owner, origins);
    this.#origins = origins && new Set(origins);
  }

  /** `undefined` where it may pass. What the body is has no part in it. */
  fault(request: RequestView): SenderFault | undefined {
    if (isSafe(request.method)) return undefined;
    const origin = request.header("origin");
    const site = request.header("sec-fetch-site");
    if (site.length > 0) return isOwnSite(site) || this.#isListed(origin) ? undefined : "foreign_site";
    if (origin.length === 0) return "no_origin";
    return this.#isListed(origin) || this.#isOwn(origin, request) ? undefined : "foreign_origin";
  }

  #isListed([origin = "", ...others]: readonly string[]): boolean {
    return others.length === 0 && this.#origins?.has(origin) === true;
  }

  #isOwn([origin, ...others]: readonly string[], request: RequestView): boolean {
    return this.#origins === undefined && others.length === 0 && origin !== undefined && ownOrigins(request).includes(origin);
  }
}

function requireOrigins(owner: string, origins: readonly string[]): void {
  const stranger = origins.length === 0 ? "an empty list" : origins.find((one) => !isOrigin(one));
  if (stranger === undefined) return;
  throw new ConfigurationError(
    "invalid_option",
    `${owner} takes origins such as "https://app.example.com", in lower case and with nothing behind the host and port, not ${String(stranger)}.`,
  );
}

/** `none`: somebody typed it, or opened a bookmark; no page had a part in it. */
function isOwnSite([site = "", ...others]: readonly string[]): boolean {
  return others.length === 0 && (site === "same-origin" || site === "none");
}

/**
 * The origins that the `Host` field stands for. A page cannot choose what a browser writes there. Unencrypted ones only on this machine: elsewhere anybody
 * on the way can make such a page. What a proxy forwards is not looked at.
 */
function ownOrigins(request: RequestView): readonly string[] {
  const host = hostOf(request);
  if (host === undefined) return [];
  const { origin, hostname } = new URL(`https://${host}`);
  return isLoopback(hostname) ? [origin, new URL(`http://${host}`).origin] : [origin];
}

/** The refusal of a request that another site may have made the browser send. */
export function crossSite(code: string): Rejected {
  return rejected(code, { crossSite: true });
}

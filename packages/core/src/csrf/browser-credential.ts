import type { Context } from "../contract/context.js";
import { ConfigurationError } from "../contract/errors.js";
import { isOutcome, type Absent, type Rejected } from "../contract/outcome.js";
import type { Awaitable } from "../contract/provider.js";
import type { RequestView } from "../contract/request-view.js";
import { allowCrossSite } from "./allow-cross-site.js";
import type { CsrfToken } from "./csrf-token.js";
import type { BrowserOptions } from "./options.js";
import { crossSite, Sender } from "./sender.js";

/** How a scheme reads a credential, and judges it. */
interface Reader<C, R> {
  read(request: RequestView): C | Absent | Rejected;
  verify(credential: C, context: Context): Awaitable<R>;
}

/** What a scheme says of where its credential is. */
interface Place extends BrowserOptions {
  readonly openapi: Readonly<Record<string, unknown>>;
}

/** Makes of a reader one that is held to something. */
export type Hold = <C, R>(owner: string, place: Place, reader: Reader<C, R>) => Reader<C, R | Rejected>;

/**
 * Holds a scheme whose credential browsers send by themselves to pages of our own. A scheme of another kind is given back as it is.
 *
 * @throws ConfigurationError on origins that are none, and on a token without a cookie.
 */
export function heldToOwnPages<C, R>(owner: string, place: Place, reader: Reader<C, R>): Reader<C, R | Rejected> {
  const { openapi, origins, csrf } = place;
  const cookie = openapi["type"] === "apiKey" && openapi["in"] === "cookie" ? String(openapi["name"]) : undefined;
  if (csrf !== undefined && cookie === undefined) throw invalid(owner, "has a csrf token and no cookie that it could belong to");
  const isOptedOut = place[allowCrossSite] === true;
  if (isOptedOut && (origins ?? csrf) !== undefined) throw invalid(owner, "allows every site, and names origins or a token besides");
  if (isOptedOut || (cookie ?? origins) === undefined) return reader;
  return new OwnPages(reader, new Sender(owner, origins), csrf && new Bound(csrf, cookie ?? ""));
}

class OwnPages<C, R> implements Reader<C, R | Rejected> {
  constructor(
    private readonly reader: Reader<C, R>,
    private readonly sender: Sender,
    private readonly bound: Bound | undefined,
  ) {}

  /** Who brings no credential has nothing to be abused: that is an absence like others. */
  read(request: RequestView): C | Absent | Rejected {
    const credential = this.reader.read(request);
    // One that has to wait for its credential is refused by whoever asks.
    if (isMissing(credential) || credential instanceof Promise) return credential;
    const fault = this.sender.fault(request);
    const isForToken = fault === "no_origin" && this.bound?.isPresented(request) === true;
    return fault === undefined || isForToken ? credential : crossSite(fault);
  }

  verify(credential: C, context: Context): Awaitable<R | Rejected> {
    if (this.bound === undefined || this.sender.fault(context.request) === undefined) return this.reader.verify(credential, context);
    return this.#verifyBound(this.bound, credential, context);
  }

  async #verifyBound(bound: Bound, credential: C, context: Context): Promise<R | Rejected> {
    return (await bound.isGood(context.request)) ? this.reader.verify(credential, context) : crossSite("bad_csrf_token");
  }
}

/** A token, and the cookie that it belongs to. */
class Bound {
  constructor(
    private readonly token: CsrfToken,
    private readonly cookie: string,
  ) {}

  isPresented(request: RequestView): boolean {
    return request.header(this.token.header).length > 0;
  }

  async isGood(request: RequestView): Promise<boolean> {
    const [token = "", ...tokens] = request.header(this.token.header);
    const [session = "", ...sessions] = request.cookie(this.cookie);
    return tokens.length === 0 && sessions.length === 0 && session !== "" && this.token.verify(token, session);
  }
}

function isMissing(credential: unknown): boolean {
  return credential === undefined || credential === null || (isOutcome(credential) && credential.kind === "absent");
}

function invalid(owner: string, fault: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `${owner} ${fault}.`);
}

import type { RequestView } from "../contract/request-view.js";
import { BodyReader } from "./body-reader.js";
import { readCookies } from "./cookies.js";
import { comparedName, readQuery, readRawHeaders } from "./headers.js";

/** The part of Node's `IncomingMessage` that is read. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly readableDidRead: boolean;
  readonly socket?: { readonly remoteAddress?: string | undefined; readonly encrypted?: boolean } | null;
  iterator(options: { destroyOnReturn: boolean }): AsyncIterable<Uint8Array>;
  resume(): unknown;
}

/** What carries an answer: Node's `ServerResponse`, or a stream of HTTP/2. */
interface Carrier {
  readonly closed: boolean;
  once(event: "close", listener: () => void): unknown;
}

/** The part of Node's `ServerResponse` and `Http2ServerResponse` that is watched. */
export type NodeResponse =
  | (Carrier & { readonly writableFinished: boolean })
  | { readonly stream: Carrier & { readonly aborted: boolean; readonly rstCode?: number | undefined } };

/** The response of HTTP/2 does not tell whether it was sent; its stream does. */
export function carrierOf(response: NodeResponse): Carrier {
  return "stream" in response ? response.stream : response;
}

/** Looks at a request through Node's own objects. Express, Koa and Hono's Node server all have them underneath. */
export class NodeView implements RequestView {
  readonly #request: NodeRequest;
  readonly #response: NodeResponse;
  #body: BodyReader | undefined;
  #signal: AbortSignal | undefined;

  constructor(
    request: NodeRequest,
    response: NodeResponse,
    readonly url: string,
  ) {
    this.#request = request;
    this.#response = response;
  }

  get method(): string {
    return this.#request.method ?? "GET";
  }

  header(name: string): readonly string[] {
    const compared = comparedName(name);
    return compared === undefined ? [] : readRawHeaders(this.#request.rawHeaders, compared);
  }

  query(name: string): readonly string[] {
    return readQuery(this.url, name);
  }

  cookie(name: string): readonly string[] {
    return readCookies(this.header("cookie"), name);
  }

  body(limit?: number): Promise<Uint8Array | undefined> {
    this.#body ??= new BodyReader(() => this.#chunks(), this.#request.readableDidRead);
    return this.#body.read(limit);
  }

  /** Destroying the request would take the socket, and the answer, with it; what nobody reads would stand before the connection's next request. */
  async *#chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#request.iterator({ destroyOnReturn: false });
    } finally {
      this.#request.resume();
    }
  }

  get remoteAddress(): string | undefined {
    return this.#request.socket?.remoteAddress;
  }

  get protocol(): "https" | "http" {
    return this.#request.socket?.encrypted === true ? "https" : "http";
  }

  get aborted(): boolean {
    if (!("stream" in this.#response)) return this.#response.closed && !this.#response.writableFinished;
    // A stream of HTTP/2 that is reset ends its writable side, and calls it finished.
    const { closed, aborted, rstCode = 0 } = this.#response.stream;
    return closed && (aborted || rstCode !== 0);
  }

  get signal(): AbortSignal {
    if (this.#signal !== undefined) return this.#signal;
    const controller = new AbortController();
    if (this.aborted) controller.abort();
    else carrierOf(this.#response).once("close", () => this.aborted && controller.abort());
    return (this.#signal = controller.signal);
  }
}

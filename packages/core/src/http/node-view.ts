import type { RequestView } from "../contract/request-view.js";
import { BodyReader } from "./body-reader.js";
import { readCookies } from "./cookies.js";
import { isFieldName, readQuery, readRawHeaders } from "./headers.js";

/** The part of Node's `IncomingMessage` that is read. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly readableDidRead: boolean;
  iterator(options: { destroyOnReturn: boolean }): AsyncIterable<Uint8Array>;
}

/** The part of Node's `ServerResponse` that is watched. */
export interface NodeResponse {
  readonly closed: boolean;
  readonly writableFinished: boolean;
  once(event: "close", listener: () => void): unknown;
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
    return isFieldName(name) ? readRawHeaders(this.#request.rawHeaders, name.toLowerCase()) : [];
  }

  query(name: string): readonly string[] {
    return readQuery(this.url, name);
  }

  cookie(name: string): readonly string[] {
    return readCookies(this.header("cookie"), name);
  }

  body(limit?: number): Promise<Uint8Array | undefined> {
    // Destroying the request would take the socket, and the answer, with it.
    this.#body ??= new BodyReader(() => this.#request.iterator({ destroyOnReturn: false }), this.#request.readableDidRead);
    return this.#body.read(limit);
  }

  get aborted(): boolean {
    return this.#response.closed && !this.#response.writableFinished;
  }

  get signal(): AbortSignal {
    if (this.#signal !== undefined) return this.#signal;
    const controller = new AbortController();
    if (this.aborted) controller.abort();
    else this.#response.once("close", () => this.#response.writableFinished || controller.abort());
    return (this.#signal = controller.signal);
  }
}

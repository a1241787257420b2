import type { RequestView } from "../contract/request-view.js";
import { BodyReader } from "./body-reader.js";
import { readCookies } from "./cookies.js";
import { isToken, readQuery } from "./headers.js";

/**
 * Looks at a Fetch `Request`.
 *
 * Fetch joins repeated fields with commas, so a reader gets one value there; the schemes' grammars refuse the comma.
 */
export class WebView implements RequestView {
  readonly #request: Request;
  #body: BodyReader | undefined;

  constructor(request: Request) {
    this.#request = request;
  }

  get method(): string {
    return this.#request.method.toUpperCase();
  }

  get url(): string {
    const { url } = this.#request;
    const path = url.indexOf("/", url.indexOf("//") + 2);
    return path === -1 ? "/" : url.slice(path);
  }

  header(name: string): readonly string[] {
    const value = isToken(name) ? this.#request.headers.get(name) : null;
    return value === null ? [] : [value];
  }

  query(name: string): readonly string[] {
    return readQuery(this.url, name);
  }

  cookie(name: string): readonly string[] {
    return readCookies(this.header("cookie"), name);
  }

  body(limit?: number): Promise<Uint8Array | undefined> {
    this.#body ??= new BodyReader(() => this.#request.body ?? [], this.#request.bodyUsed);
    return this.#body.read(limit);
  }

  /** Fetch does not know sockets. */
  get remoteAddress(): undefined {
    return undefined;
  }

  get protocol(): "https" | "http" {
    return this.#request.url.startsWith("https:") ? "https" : "http";
  }

  get aborted(): boolean {
    return this.#request.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }
}

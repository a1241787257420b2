/**
 * A read-only, lazy look at a request, the same on every framework.
 *
 * Repeats stay visible: each reader returns every value that was sent, in order, so that a scheme can refuse a repeated credential
 * instead of guessing. Nothing is parsed before it is asked for. Header values are text as the server decoded them (ISO-8859-1).
 */
export interface RequestView {
  /** The method in capitals. */
  readonly method: string;
  /** The request target as sent: path and query, undecoded. */
  readonly url: string;
  /** Every field line of this name (case-insensitive). Where the platform joins lines (Fetch), one value with commas. */
  header(name: string): readonly string[];
  /** Every value of this query parameter (case-sensitive), percent-decoded. */
  query(name: string): readonly string[];
  /** Every cookie of this name (case-sensitive), with surrounding quotes removed and nothing decoded. */
  cookie(name: string): readonly string[];
  /**
   * The raw body, read once and kept for other readers. `undefined` when it is larger than `limit` bytes (default: 65,536).
   * Does not check the content type: the caller does.
   */
  body(limit?: number): Promise<Uint8Array | undefined>;
  /**
   * The address at the other end of the socket, as the platform writes it: the client's, or that of the proxy before it. Never out of a header. `undefined` where the
   * platform does not tell (Fetch), over a Unix socket, and once the socket is gone.
   */
  readonly remoteAddress: string | undefined;
  /**
   * Whether the connection that the request came over is encrypted: the client's, or that of the proxy before it. Never out of a header. Where there are no sockets (Fetch), what the
   * platform writes into the request's URL.
   */
  readonly protocol: "https" | "http";
  /** Whether the client has gone. */
  readonly aborted: boolean;
  /** Aborted when the client goes. Made on first use. */
  readonly signal: AbortSignal;
}

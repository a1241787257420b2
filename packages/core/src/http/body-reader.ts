import { ConfigurationError } from "../contract/errors.js";

/** Bytes that a body may have unless a reader says otherwise. */
const defaultLimit = 65_536;

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Reads a body once, up to the first reader's limit, and keeps it for the others. */
export class BodyReader {
  readonly #open: () => Chunks;
  readonly #consumed: boolean;
  #bytes: Promise<Uint8Array | undefined> | undefined;

  constructor(open: () => Chunks, consumed: boolean) {
    this.#open = open;
    this.#consumed = consumed;
  }

  /** The body, or `undefined` when it is larger than `limit` bytes; what is over the limit is not kept. */
  async read(limit = defaultLimit): Promise<Uint8Array | undefined> {
    this.#bytes ??= this.#collect(limit);
    const bytes = await this.#bytes;
    return bytes !== undefined && bytes.byteLength <= limit ? bytes : undefined;
  }

  async #collect(limit: number): Promise<Uint8Array | undefined> {
    if (this.#consumed) {
      throw new ConfigurationError(
        "invalid_option",
        "The request body was already read by another middleware. Mount body parsers after the routes that read RequestView.body().",
      );
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.#open()) {
      size += chunk.byteLength;
      if (size > limit) return undefined;
      chunks.push(chunk);
    }
    return concatenate(chunks, size);
  }
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

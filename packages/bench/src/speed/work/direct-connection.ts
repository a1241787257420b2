import { Duplex } from "node:stream";

const [startOfHead, endOfBody, two] = ["H", "}", "2"].map((character) => character.charCodeAt(0));
/** Where the status stands in `HTTP/1.1 200 OK`. */
const statusAt = "HTTP/1.1 ".length;

/**
 * A connection to a server of the same process, without a socket: what is asked is there at once. It fails on any answer but a good one (2xx), and takes those for whole that end
 * as a JSON object does: with one body, of one piece.
 */
export class DirectConnection extends Duplex {
  readonly remoteAddress = "127.0.0.1";

  constructor(private readonly answered: (connection: DirectConnection) => void) {
    super();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (fault?: Error) => void): void {
    this._writev([{ chunk }], done);
  }

  /** The least that tells whether an answer is a good one and whole: what is looked at here is measured too. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (fault?: Error) => void): void {
    const bad = chunks.find(({ chunk }) => chunk[0] === startOfHead && chunk[statusAt] !== two);
    if (bad !== undefined) return done(new Error(`It answered ${bad.chunk.toString().slice(0, 200)}`));
    done();
    // Node 22 ends an answer with a chunk of nothing.
    const last = chunks.findLast(({ chunk }) => chunk.length > 0);
    if (last?.chunk.at(-1) === endOfBody) this.answered(this);
  }
}

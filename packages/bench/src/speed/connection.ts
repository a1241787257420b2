import { connect, type Socket } from "node:net";

/** What is done on one connection, one request at a time. */
export interface Talk {
  /** The next request, after what was answered to the last; `undefined` where there is none. */
  next(answered: string): Buffer | undefined;
  /** When that is due, on the clock of `performance`: its time counts from then, also where the connection was still busy. Default: at once. */
  due?(): number;
  /** Whether an answer of 200 is the right one. */
  isRight(answer: string): boolean;
}

/** Asks over one connection until there is nothing more to ask. Gives how many milliseconds each request took. @throws Error on any answer but 200. */
export function askOn(port: number, talk: Talk): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const connection = new Connection(connect({ port, host: "127.0.0.1", noDelay: true }), talk);
    connection.socket.once("close", () => resolve(connection.latencies)).once("error", reject);
  });
}

/** A client that does next to nothing, so that the server is what is measured. */
class Connection {
  readonly latencies: number[] = [];
  #held = "";
  #sentAt = 0;

  constructor(
    readonly socket: Socket,
    private readonly talk: Talk,
  ) {
    socket.once("connect", () => this.#send("")).on("data", (chunk) => this.#take(chunk.toString("latin1")));
  }

  #send(answered: string): void {
    const now = performance.now();
    const due = this.talk.due?.() ?? now;
    if (due <= now) this.#write(answered, due);
    else setTimeout(() => this.#write(answered, performance.now()), due - now);
  }

  #write(answered: string, since: number): void {
    const request = this.talk.next(answered);
    if (request === undefined) {
      this.socket.end();
      return;
    }
    this.#sentAt = since;
    this.socket.write(request);
  }

  #take(text: string): void {
    const answer = this.#held + text;
    this.#held = answer;
    if (!isWhole(answer)) return;
    if (!answer.startsWith("HTTP/1.1 200 ") || !this.talk.isRight(answer)) {
      this.socket.destroy(new Error(`A server answered ${answer.slice(0, 300)}`));
      return;
    }
    this.latencies.push(performance.now() - this.#sentAt);
    this.#held = "";
    this.#send(answer);
  }
}

const chunkedField = /transfer-encoding: chunked/i;
const lengthField = /content-length: (\d+)/i;

function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end === -1) return false;
  if (chunkedField.test(answer.slice(0, end))) return answer.endsWith("\r\n0\r\n\r\n");
  return answer.length - end - 4 >= Number(lengthField.exec(answer)?.[1] ?? 0);
}

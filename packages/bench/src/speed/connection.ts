import { connect, type Socket } from "node:net";

/** Asks over one connection, one request at a time, until there is none to draw. Gives how many milliseconds each took. */
export function askOn(port: number, draw: () => Buffer | undefined): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const connection = new Connection(connect({ port, host: "127.0.0.1", noDelay: true }), draw);
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
    private readonly draw: () => Buffer | undefined,
  ) {
    socket.once("connect", () => this.#send()).on("data", (chunk) => this.#take(chunk.toString("latin1")));
  }

  #send(): void {
    const request = this.draw();
    if (request === undefined) {
      this.socket.end();
      return;
    }
    this.#sentAt = performance.now();
    this.socket.write(request);
  }

  #take(text: string): void {
    this.#held += text;
    if (!isWhole(this.#held)) return;
    if (!isRight(this.#held)) return void this.socket.destroy(new Error(`A server answered ${this.#held.slice(0, 200)}`));
    this.latencies.push(performance.now() - this.#sentAt);
    this.#held = "";
    this.#send();
  }
}

const lengthField = /content-length: (\d+)/i;

function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  return end !== -1 && answer.length - end - 4 >= Number(lengthField.exec(answer)?.[1] ?? 0);
}

function isRight(answer: string): boolean {
  return answer.startsWith("HTTP/1.1 200 ") && answer.includes('"alice"');
}

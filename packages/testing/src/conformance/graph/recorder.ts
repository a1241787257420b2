import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Witnessed } from "../compare/exchange.js";

/** How long things may go on happening after the answer, in milliseconds. */
const patience = 1_000;

/** Writes down what happens on the server for one request after another. */
export class Recorder {
  readonly #counted = new Map<string, number>();
  #events: string[] = [];
  #calls: Record<string, number> = {};
  #faults = 0;
  #open = 0;
  #isAnswered = false;

  /** Forgets the request before. */
  reset(): void {
    this.#events = [];
    this.#calls = {};
    this.#counted.clear();
    this.#faults = this.#open = 0;
    this.#isAnswered = false;
  }

  note(event: string): void {
    this.#events.push(event);
  }

  /** Waits for something to be closed. */
  opened(): void {
    this.#open += 1;
  }

  closed(name: string): void {
    this.note(`exit:${name}`);
    this.#open -= 1;
  }

  /** Counts a call of a dependency, and tells which one it is. */
  call(name: string, event: "call" | "enter"): number {
    const call = (this.#counted.get(name) ?? 0) + 1;
    this.#counted.set(name, call);
    this.#calls = Object.fromEntries(this.#counted);
    this.note(`${event}:${name}`);
    return call;
  }

  /** Counts an error that reached the operator and not the client: an HTTP error does where the answer is out already. */
  fault(name: string | undefined): void {
    if (name !== "HttpError" || this.#events.includes("response:start")) this.#faults += 1;
  }

  /** Follows an answer: its head, its chunks where it `streams`, its end. */
  readonly watch = (response: ServerResponse): void => {
    const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
    response.writeHead = ((...head: unknown[]) => (this.note("response:start"), writeHead(...head))) as ServerResponse["writeHead"];
    response.once("finish", () => this.note("response:end"));
    response.once("close", () => (this.#isAnswered = true));
  };

  /** What happened, once nothing happens any more. */
  async settled(): Promise<Omit<Witnessed, "serverError"> & { readonly faults: number }> {
    const end = Date.now() + patience;
    for (let seen = -1; Date.now() < end && (seen !== this.#events.length || this.#open > 0 || !this.#isAnswered);) {
      seen = this.#events.length;
      await delay(2);
    }
    return { calls: this.#calls, events: this.#events, faults: this.#faults };
  }
}

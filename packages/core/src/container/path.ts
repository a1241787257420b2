import type { ContainerToken } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import { trail } from "./build.js";

interface Step {
  readonly token: ContainerToken;
  readonly isDelayed: boolean;
}

/** The way by which a token was come to, from the one that a route asks for. */
export class Path {
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[] = []) {
    this.#steps = steps;
  }

  get tokens(): readonly ContainerToken[] {
    return this.#steps.map(({ token }) => token);
  }

  get text(): string {
    return trail(this.tokens);
  }

  /** One step further. @throws ConfigurationError where that closes a cycle in which nothing is delayed; `undefined` where something is. */
  to(token: ContainerToken, isDelayed: boolean): Path | undefined {
    const start = this.#steps.findIndex((step) => step.token === token);
    if (start === -1) return new Path([...this.#steps, { token, isDelayed }]);
    if (isDelayed || this.#steps.slice(start + 1).some((step) => step.isDelayed)) return undefined;
    throw new ConfigurationError("cycle", `These services need each other: ${trail([...this.tokens.slice(start), token])}.`);
  }
}

/** Something that is built once holds something that belongs to one request. */
export function captured(path: readonly ContainerToken[]): ConfigurationError {
  const way = trail(path.filter((token, index) => path.indexOf(token) === index));
  return new ConfigurationError(
    "captured_request",
    `${way} is built once but holds something that belongs to one request, and would serve it to all others: make it transient or container-scoped, or pass the request's values to its methods.`,
  );
}

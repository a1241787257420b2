import { inspect } from "node:util";

const mask = "[secret]";

/**
 * Text that is not shown by accident: `console.log`, `util.inspect`, `JSON.stringify`, `String` and template strings write `[secret]`.
 *
 * It does not hide the text from a debugger or a heap snapshot, and whatever `reveal` gave out is plain text.
 */
export class SecretText {
  readonly #text: string;

  /** @internal */
  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for whoever uses it. Never hand it to a log. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}

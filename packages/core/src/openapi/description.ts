import { ConfigurationError } from "../contract/errors.js";
import type { JsonObject } from "./document.js";

/** What only the application knows of a route: the fields of an OpenAPI operation, apart from `security`, which follows from the declarations. */
export interface OperationDescription {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Unique in the document; a number is added where one handler answers several operations. */
  readonly operationId?: string;
  /** Path parameters that the pattern names are there by themselves; those described here are completed. */
  readonly parameters?: readonly JsonObject[];
  readonly requestBody?: JsonObject;
  /** By status. Default: 200 without a body. 401 and 403 are added where they are missing. */
  readonly responses?: Readonly<Record<string, JsonObject>>;
  readonly deprecated?: boolean;
  readonly externalDocs?: JsonObject;
  /** Leaves the route out of documents. It is no protection. Default: false. */
  readonly hidden?: boolean;
  readonly [extension: `x-${string}`]: unknown;
}

/** Knows what was said of which handler. */
export class Descriptions {
  readonly #known = new WeakMap<object, OperationDescription>();

  set(handler: object, description: OperationDescription): void {
    if ((typeof handler !== "function" && typeof handler !== "object") || Object.hasOwn(description, "security")) {
      throw new ConfigurationError(
        "invalid_option",
        "describe() takes a handler and what OpenAPI says of an operation, without `security`: that follows from what the route declares.",
      );
    }
    this.#known.set(handler, description);
  }

  /** What was said of a route: of the last of its functions that anything was said of. */
  of(handlers: readonly object[]): OperationDescription {
    const described = handlers.findLast((handler) => this.#known.has(handler));
    return (described && this.#known.get(described)) ?? {};
  }
}

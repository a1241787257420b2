import { ConfigurationError } from "../contract/errors.js";
import type { OperationDescription } from "./description.js";
import { unusedName } from "./templates.js";

/** Keeps the names of operations apart, as OpenAPI demands. */
export class OperationIds {
  readonly #owners = new Map<string, OperationDescription | undefined>();

  /** Notes what the document says already. */
  reserve(operationId: string | undefined): void {
    if (operationId !== undefined) this.#owners.set(operationId, undefined);
  }

  /**
   * The name for one more operation that is described so; numbered where one handler answers several.
   *
   * @throws ConfigurationError where something else is called so.
   */
  next(description: OperationDescription, place: string): string | undefined {
    const { operationId } = description;
    if (operationId === undefined) return undefined;
    if (this.#owners.has(operationId) && this.#owners.get(operationId) !== description) {
      throw new ConfigurationError(
        "openapi_conflict",
        `Two operations have the operationId ${JSON.stringify(operationId)}; one of them is ${place}: give it another.`,
      );
    }
    const name = unusedName(operationId, [...this.#owners.keys()]);
    this.#owners.set(name, description);
    return name;
  }
}

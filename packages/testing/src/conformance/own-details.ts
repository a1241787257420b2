import { rejected, type Rejected, type RequestView } from "@ampoule/core";
import type { SecurityOptions } from "@ampoule/core/adapter";
import type { Json } from "./format/json.js";

/**
 * Texts of an application's own for its 401s.
 *
 * A provider says `rejected(code)` and the code stays with the operator; what the client reads is the `render` hook's to decide. So the text
 * waits here, beside its request.
 */
export class OwnDetails {
  readonly #details = new WeakMap<RequestView, Json>();

  /** Rejects, with this text for the client. */
  reject(request: RequestView, detail: Json): Rejected {
    this.#details.set(request, detail);
    return rejected(typeof detail === "string" ? detail : "refused");
  }

  readonly render: NonNullable<SecurityOptions["render"]> = (problem, request) => {
    const detail = problem.code === "invalid_credentials" ? this.#details.get(request) : undefined;
    return detail === undefined
      ? undefined
      : { contentType: "application/problem+json; charset=utf-8", body: JSON.stringify({ ...problem, detail }) };
  };
}

import type { Rejected } from "@ampoule/core";
import { requireKnown, UnknownInCase } from "../fields.js";
import type { DepSpec } from "../format/graph.js";
import type { Json } from "../format/json.js";
import { HttpError } from "../http-error.js";
import type { Recorder } from "./recorder.js";

type Yields = NonNullable<DepSpec["yields"]>;

/** What a yielding dependency gives, or why it does not. */
export interface Opened {
  readonly value: Json;
  readonly refused: Rejected | undefined;
}

/** The life of a yielding dependency: it opens, may see an error, and is closed. */
export async function* lifeOf(
  name: string,
  { onError = "rethrow", throwAfter = false }: Yields,
  recorder: Recorder,
  open: () => Opened,
): AsyncGenerator<Json, Rejected | void, void> {
  const { value, refused } = open();
  if (refused !== undefined) return refused;
  recorder.opened();
  try {
    yield value;
  } catch (error) {
    recorder.note(`error:${name}`);
    if (onError === "replace") throw new HttpError(418, "replaced");
    if (onError === "rethrow") throw error;
  } finally {
    recorder.closed(name);
  }
  if (throwAfter) throw new HttpError(503, "late");
}

/** Refuses ways of living that this runner does not know. */
export function requireKnownLife(yields: Yields): Yields {
  requireKnown("a yielding dependency", yields, ["onError", "throwAfter"]);
  if (["rethrow", "replace", "swallow", undefined].includes(yields.onError)) return yields;
  throw new UnknownInCase(`this runner does not know onError "${String(yields.onError)}"`);
}

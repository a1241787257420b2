import type { DocumentExpectation } from "../format/document.js";
import type { Json } from "../format/json.js";
import { difference } from "../compare/contains.js";
import type { Running } from "../frames/frame.js";
import { messageOf } from "../outcome.js";

/** Compares the document of an application, or the error that there is instead. */
export function documentFailure(app: Running, { error }: DocumentExpectation, compare: (document: Json) => string[]): string[] {
  try {
    const document = JSON.parse(JSON.stringify(app.document())) as Json;
    return error === undefined ? compare(document) : [difference("the document", `the error ${error}`, "a document")];
  } catch (thrown) {
    const isWanted = error !== undefined && thrown instanceof Error && "code" in thrown && thrown.code === error;
    return isWanted ? [] : [difference("the document", error ?? "one", messageOf(thrown))];
  }
}

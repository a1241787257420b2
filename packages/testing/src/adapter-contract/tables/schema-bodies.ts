import { jsonBody } from "@ampoule/core";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { open, unusable, type Answer } from "../answers.js";
import type { ContractCase, ContractTable } from "../table.js";

interface Note {
  readonly text: string;
}

/** A schema of nobody's library: one text, made into capitals. It answers later where the text begins with one. */
const note: StandardSchemaV1<unknown, Note> = {
  "~standard": {
    version: 1,
    vendor: "contract",
    validate(value) {
      const { text } = value as { readonly text?: unknown };
      if (typeof text !== "string")
        return {
          issues: [
            { message: `no ${String(text)}`, path: ["text"] },
            { message: "no", path: [{ key: "a" }, 0] },
          ],
        };
      const result = text === "nothing" ? { issues: [{ message: "no" }] } : { value: { text: text.toUpperCase() } };
      return text.startsWith("L") ? Promise.resolve(result) : result;
    },
  },
};

const bySchema = (title: string, body: string, answer: Answer, type = "application/json"): ContractCase => ({
  title: `S4-15 ${title}`,
  request: { method: "POST", target: "/notes", fields: [`Content-Type: ${type}`], body },
  answer,
  secret: "secret",
});
const made = (text: string): Answer => ({ ...open({ text }), reached: true });
const malformed = unusable(400, "The body has to be one JSON object, without a member that comes twice");

export const schemaBodyTable: ContractTable = {
  title: "JSON bodies by schema",
  add({ secure, route }, _, reached) {
    const body = jsonBody({ schema: note, limit: 64 });
    route(
      "POST",
      "/notes",
      secure.open({ body }, ({ body }) => (reached(), body)),
    );
  },
  cases: [
    bySchema("what it makes", '{"text":"a","more":1}', made("A")),
    bySchema("what it makes later", '{"text":"Late"}', made("LATE")),
    bySchema(
      "what it does not take, by names and without values",
      '{"text":["secret"]}',
      unusable(422, 'These members cannot be taken as they are: "text", "a.0"'),
    ),
    bySchema("what it does not take as a whole", '{"text":"nothing"}', unusable(422, "The body cannot be taken as it is")),
    bySchema("S-236 a member twice, which it never sees", '{"text":"a","text":"b"}', malformed),
    {
      title: "S4-15 no body",
      request: { method: "POST", target: "/notes", fields: ["Content-Type: application/json"] },
      answer: malformed,
    },
    bySchema("no object", '["a"]', malformed),
    bySchema("too large", `{"text":"${"a".repeat(64)}"}`, unusable(413, "The body may have 64 bytes")),
    bySchema("S-234 another type", '{"text":"a"}', unusable(415, "The body has to be application/json, in UTF-8"), "text/plain"),
  ],
};

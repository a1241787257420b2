import type { StandardSchemaV1 } from "@standard-schema/spec";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { jsonBody } from "../../src/index.js";
import { callWith, FakeApp, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";

const bodyOf = (schema: StandardSchemaV1) => {
  const secure = fakeSecurity();
  const app = new FakeApp().add("POST", "/notes", [secure.open({ body: jsonBody({ schema }) }, () => null)]);
  const { paths } = secure.document(app, { info: { title: "Notes", version: "1" } });
  return paths?.["/notes"]?.["post"]?.requestBody;
};
const described = (schema: object) => ({ required: true, content: { "application/json": { schema } } });

describe("S4-15 what documents say of a body by schema", () => {
  test("what its library says, of what a client sends", () => {
    const schema = z.object({ text: z.string().max(5), page: z.coerce.number().default(1) });
    expect(bodyOf(schema)).toEqual(
      described({ type: "object", properties: { text: { type: "string", maxLength: 5 }, page: expect.anything() }, required: ["text"] }),
    );
  });

  test("an object, where its library does not speak JSON Schema, or cannot say it of this one", () => {
    expect(bodyOf(v.object({ text: v.string() }))).toEqual(described({ type: "object" }));
    expect(bodyOf(z.object({ at: z.date() }))).toEqual(described({ type: "object" }));
  });
});

test("a limit that is no such number does not start, with a schema either", () => {
  expect(refusalOf(() => jsonBody({ schema: z.object({}), limit: 0.5 })).message).toContain("jsonBody");
});

test("a schema that makes nothing of a body is at fault, and not the caller", async () => {
  const handler = fakeSecurity().open({ body: jsonBody({ schema: z.object({}).transform(() => undefined) }) }, () => null);
  const body = async () => new TextEncoder().encode("{}");
  const call = callWith("Content-Type: application/json");
  await expect(async () => handler({ ...call, request: Object.assign(Object.create(call.request), { body }) }, () => null)).rejects.toThrow(
    "made nothing of it",
  );
});

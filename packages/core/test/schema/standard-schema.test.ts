import type { StandardSchemaV1 } from "@standard-schema/spec";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ConfigurationError, isStandardSchema, jsonBody, readBySchema, type SchemaBodyOptions } from "../../src/index.js";

const issue = (...path: NonNullable<StandardSchemaV1.Issue["path"]>): StandardSchemaV1.Issue => ({ message: "hunter2 is no good", path });
/** A schema of nobody's library, which answers as it is told. */
const answering = (
  answer: () => StandardSchemaV1.Result<string> | Promise<StandardSchemaV1.Result<string>>,
): StandardSchemaV1<unknown, string> => ({
  "~standard": { version: 1, vendor: "test", validate: answer },
});
const refusing = (...issues: StandardSchemaV1.Issue[]) =>
  readBySchema(
    answering(() => ({ issues })),
    "hunter2",
  );

describe("S4-15 a schema of any library", () => {
  test.each<[string, StandardSchemaV1<unknown, { readonly name: string; readonly tags: readonly string[] }>]>([
    ["zod", z.object({ name: z.string().trim().max(5), tags: z.array(z.string()).default([]) }) as never],
    ["valibot", v.object({ name: v.pipe(v.string(), v.trim(), v.maxLength(5)), tags: v.optional(v.array(v.string()), []) }) as never],
  ])("%s", async (_, schema) => {
    expect(await readBySchema(schema, { name: " Ann ", role: "admin" })).toEqual({ ok: true, value: { name: "Ann", tags: [] } });
    expect(await readBySchema(schema, { name: "too long a name", tags: ["a", 7] })).toEqual({ ok: false, names: ["name", "tags.1"] });
    expect(await readBySchema(schema, "text")).toEqual({ ok: false, names: [] });
  });

  test("that answers later", async () => {
    const free = z.string().refine(async (name) => Promise.resolve(name !== "taken"));
    expect(await readBySchema(free, "new")).toEqual({ ok: true, value: "new" });
    expect(await readBySchema(free, "taken")).toEqual({ ok: false, names: [] });
    const checked = v.objectAsync({
      name: v.pipeAsync(
        v.string(),
        v.checkAsync(async (name) => Promise.resolve(name !== "taken")),
      ),
    });
    expect(await readBySchema(checked, { name: "taken" })).toEqual({ ok: false, names: ["name"] });
  });

  test("tells names alone, in whatever way a path is written, each once", async () => {
    const read = await refusing(
      issue("a", 0, "b"),
      issue({ key: "a" }, { key: 0 }, { key: "b" }),
      issue(),
      { message: "hunter2" },
      issue(Symbol("s")),
    );
    expect(read).toEqual({ ok: false, names: ["a.0.b", "Symbol(s)"] });
  });

  test("tells 8 of them, of 64 characters, however deep, whatever a client makes up", async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => issue(String(index)));
    expect(await refusing(...many)).toEqual({ ok: false, names: ["0", "1", "2", "3", "4", "5", "6", "7"] });
    expect(await refusing(issue("x".repeat(100_000)))).toEqual({ ok: false, names: ["x".repeat(64)] });
    expect(await refusing(issue(...Array.from({ length: 32 }, () => "y".repeat(40))))).toEqual({
      ok: false,
      names: [`${"y".repeat(40)}.${"y".repeat(23)}`],
    });
  });

  test("that throws, at once or later, is a fault", async () => {
    const fault = new Error("the schema's");
    const throwing = answering(() => {
      throw fault;
    });
    await expect(readBySchema(throwing, 1)).rejects.toBe(fault);
    await expect(
      readBySchema(
        answering(() => Promise.reject(fault)),
        1,
      ),
    ).rejects.toBe(fault);
  });

  test("is told from everything else", () => {
    const callable = Object.assign(
      () => undefined,
      answering(() => ({ value: "a" })),
    );
    expect([z.string(), v.string(), callable].map(isStandardSchema)).toEqual([true, true, true]);
    const others = [
      undefined,
      null,
      "~standard",
      {},
      () => undefined,
      { "~standard": null },
      { "~standard": { version: 2, validate: String } },
      { "~standard": { version: 1 } },
    ];
    for (const other of others) {
      expect(isStandardSchema(other)).toBe(false);
      expect(() => jsonBody({ schema: other } as SchemaBodyOptions<never>)).toThrow(ConfigurationError);
    }
  });
});

import "reflect-metadata";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { conformance } from "../../src/conformance/command.js";
import { deviations } from "../../src/conformance/deviations.js";

const pathOf = (name: string) => fileURLToPath(new URL(`cases/${name}.json`, import.meta.url));

describe("pnpm conformance", () => {
  test("ends with the figures of one adapter, and the code 0", async () => {
    const { lines, exitCode } = await conformance(["--cases", pathOf("documents"), "--adapter", "koa"]);
    expect(lines.slice(-2)).toEqual(["koa: 8 passed, 0 failed", "8 passed, 0 failed"]);
    expect(exitCode).toBe(0);
  });

  test("prints each failing case with expected and got, and the code 1", async () => {
    const { lines, exitCode } = await conformance(["--cases", pathOf("must-fail")]);
    expect(lines).toContain("FAILED another-status (hono)");
    expect(lines).toContain("  status: expected 201, got 200");
    expect(lines.at(-1)).toMatch(/^\d+ passed, [1-9]\d* failed$/);
    expect(exitCode).toBe(1);
  });

  test("prints how many cases each rule touched, a case once however many adapters ran it", async () => {
    const { lines } = await conformance(["--cases", pathOf("documents")]);
    expect(lines).toContain("     5  the document says what is enforced");
    expect(lines).toContain(`Deviations, ${deviations.length} rules; how many cases each touched:`);
  });

  test.each([[[]], [["--adapter", "koa"]], [["--cases", "x", "--adapter", "fastify"]], [["--what"]]])(
    "%j is not understood",
    async (args) => {
      const { lines, exitCode } = await conformance(args);
      expect(lines[0]).toMatch(/^Usage: /);
      expect(exitCode).toBe(2);
    },
  );

  test("a file without cases proves nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ampoule-"));
    await writeFile(join(folder, "empty.json"), "{}");
    expect((await conformance(["--cases", join(folder, "empty.json")])).exitCode).toBe(1);
    await rm(folder, { recursive: true });
  });
});

describe("the list of deviations", () => {
  test("is short enough to be kept in mind, and each rule has a name and a reason of its own", () => {
    expect(deviations.length).toBeLessThanOrEqual(12);
    expect(new Set(deviations.map(({ name }) => name)).size).toBe(deviations.length);
    for (const { reason } of deviations) expect(reason.length).toBeGreaterThan(40);
  });
});

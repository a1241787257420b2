import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readSettings } from "../src/settings.js";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

interface Program {
  readonly process: ChildProcessWithoutNullStreams;
  readonly output: () => string;
}

function run(args: readonly string[], port = "0"): Program {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, PORT: port, NODE_OPTIONS: "" } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return { process: child, output: () => output };
}

async function listening(program: Program): Promise<string> {
  for (;;) {
    const address = /listens on (http:\S+)/.exec(program.output())?.[1];
    if (address !== undefined) return address;
    if (program.process.exitCode !== null) throw new Error(program.output());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("the example as a program", () => {
  test.each(["express", "koa", "hono"])(
    "serves on %s, introduces itself, and stops cleanly on Ctrl-C",
    { timeout: 30_000 },
    async (framework) => {
      const program = run(["--framework", framework]);
      const address = await listening(program);
      expect((await fetch(`${address}/health`)).status).toBe(200);
      for (const text of [`(${framework}`, "alice@example.com", "admin@example.com", "demo-key-4242", "/users/me", "HTTPBasic"])
        expect(program.output()).toContain(text);
      program.process.kill("SIGINT");
      expect(await once(program.process, "exit")).toEqual([0, null]);
    },
  );

  test("keeps accounts in a file", { timeout: 30_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "ampoule-example-"));
    const data = join(folder, "example.db");
    const account = { email: "kept@example.com", password: "kept-for-later" };
    for (const round of ["register", "sign in"]) {
      const program = run(["--data", data]);
      const address = await listening(program);
      const headers = { "content-type": "application/json" };
      if (round === "register") await fetch(`${address}/register`, { method: "POST", headers, body: JSON.stringify(account) });
      const response = await fetch(`${address}/basic/me`, {
        headers: { authorization: `Basic ${btoa(`${account.email}:${account.password}`)}` },
      });
      expect([round, response.status]).toEqual([round, 200]);
      program.process.kill("SIGTERM");
      expect(await once(program.process, "exit")).toEqual([0, null]);
    }
    rmSync(folder, { recursive: true });
  });

  test("says what is wrong with its arguments", { timeout: 30_000 }, async () => {
    for (const [args, port, words] of [
      [["--framework", "fastify"], "0", 'no framework "fastify"'],
      [["--framwork", "koa"], "0", "Usage"],
      [[], "http", "PORT"],
      [[], "65536", "PORT"],
    ] as const) {
      const program = run(args, port);
      expect(await once(program.process, "exit")).toEqual([1, null]);
      expect(program.output()).toContain(words);
      expect(program.output()).not.toContain("at ");
    }
  });

  test("says when its port is taken", { timeout: 30_000 }, async () => {
    const first = run([]);
    const { port } = new URL(await listening(first));
    const second = run([], port);
    expect(await once(second.process, "exit")).toEqual([1, null]);
    expect(second.output()).toContain(`Cannot listen on port ${port}`);
    first.process.kill();
    await once(first.process, "exit");
  });

  test("honours PORT and defaults", () => {
    expect(readSettings([], {})).toEqual({ framework: "express", port: 3000, data: undefined });
    expect(readSettings(["--data", "x.db"], { PORT: "8080" })).toEqual({ framework: "express", port: 8080, data: "x.db" });
  });
});

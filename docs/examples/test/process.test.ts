import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readSettings } from "../src/settings.js";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const runner = new URL("../../../tools/example.mjs", import.meta.url);

interface Program {
  readonly process: ChildProcessWithoutNullStreams;
  readonly output: () => string;
}

function launch(command: string, args: readonly string[], { cwd = ".", port = "0" } = {}): Program {
  // Node 22 warns of its SQLite.
  const env = { ...process.env, PORT: port, NODE_OPTIONS: "", NODE_NO_WARNINGS: "1" };
  const child = spawn(command, args, { cwd, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return { process: child, output: () => output };
}

const run = (args: readonly string[], port = "0"): Program => launch(process.execPath, [main, ...args], { port });

async function listening(program: Program): Promise<string> {
  for (;;) {
    const address = /listens on (http:\S+)/.exec(program.output())?.[1];
    if (address !== undefined) return address;
    if (program.process.exitCode !== null) throw new Error(program.output());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Everything that it wrote, and how it ended. */
async function ended({ process: child, output }: Program): Promise<{ output: string; code: unknown }> {
  const [code] = (await once(child, "close")) as [unknown];
  return { output: output(), code };
}

/** Resolves when nobody listens any more. */
async function freed(address: string): Promise<void> {
  for (;;) {
    try {
      await fetch(`${address}/health`, { headers: { connection: "close" } });
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
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
      for (const text of [
        `(${framework}`,
        "alice@example.com",
        "admin@example.com",
        "demo_",
        "/users/me",
        "Read and try: http",
        "Sign up and in: http",
        "HTTPBasic",
      ])
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
      const post = (path: string, body: object) => fetch(address + path, { method: "POST", headers, body: JSON.stringify(body) });
      if (round === "register") {
        await post("/sign-up", account);
        const code = await vi.waitUntil(() => /\?verify#code=(\S+)/.exec(program.output())?.[1], { timeout: 5_000 });
        await post("/verify-email", { code, password: account.password });
      }
      const response = await fetch(`${address}/basic/me`, {
        headers: { authorization: `Basic ${btoa(`${account.email}:${account.password}`)}` },
      });
      expect([round, response.status]).toEqual([round, 200]);
      program.process.kill("SIGTERM");
      expect(await once(program.process, "exit")).toEqual([0, null]);
    }
    rmSync(folder, { recursive: true });
  });

  const badArguments: readonly (readonly [title: string, args: readonly string[], port: string, words: string])[] = [
    ["an unknown framework", ["--framework", "fastify"], "0", 'There is no framework "fastify" here. See: npm start -- --help'],
    ["what every object has", ["--framework", "toString"], "0", 'There is no framework "toString" here. See: npm start -- --help'],
    ["an unknown option", ["--framwork", "koa"], "0", "Unknown option '--framwork'. See: npm start -- --help"],
    ["an option instead of a value", ["--data", "--framework"], "0", "Option '--data' argument is ambiguous. See: npm start -- --help"],
    ["no file", ["--data="], "0", "The option --data needs a file. See: npm start -- --help"],
    ["an argument too many", ["koa"], "0", "Unexpected argument 'koa'. See: npm start -- --help"],
    ["a port that is no number", [], "http", "PORT is not a port number, 0 to 65535. See: npm start -- --help"],
    ["a port that is too high", [], "65536", "PORT is not a port number, 0 to 65535. See: npm start -- --help"],
    ["no place", ["--store="], "0", "The option --store needs a place. See: npm start -- --help"],
    [
      "a store that is not there",
      ["--store", "redis://user:hidden@127.0.0.1:1"],
      "0",
      'Cannot open the store "redis://…": connect ECONNREFUSED 127.0.0.1:1.',
    ],
    [
      "a store whose password stands behind a question mark",
      ["--store", "postgres://127.0.0.1:1/db?user=me&password=hidden"],
      "0",
      'Cannot open the store "postgres://…": connect ECONNREFUSED 127.0.0.1:1.',
    ],
    [
      "a store that nobody knows, with a slash in its password",
      ["--store", "mysql://user:hid/den@127.0.0.1/db"],
      "0",
      'Cannot open the store "mysql://…": unable to open database file.',
    ],
    ["a folder", ["--data", tmpdir()], "0", `Cannot open the database "${tmpdir()}": unable to open database file.`],
    ["a file in no folder", ["--data", "nowhere/x.db"], "0", 'Cannot open the database "nowhere/x.db": unable to open database file.'],
    ["a file that is no database", ["--data", main], "0", `Cannot open the database "${main}": file is not a database.`],
  ];

  test.each(badArguments)("says in one line what is wrong: %s", { timeout: 30_000 }, async (_, args, port, words) => {
    expect(await ended(run(args, port))).toEqual({ code: 1, output: `${words}\n` });
  });

  test("says how it is used", { timeout: 30_000 }, async () => {
    const { code, output } = await ended(run(["--help"]));
    expect(code).toBe(0);
    for (const text of ["Usage: npm start", "--framework", "--data", "PORT"]) expect(output).toContain(text);
  });

  test("says when its port is taken, and how to choose another", { timeout: 30_000 }, async () => {
    const first = run([]);
    const { port } = new URL(await listening(first));
    const words = `Cannot listen on port ${port}: it is in use. Choose another one: PORT=8080 npm start\n`;
    expect(await ended(run([], port))).toEqual({ code: 1, output: words });
    first.process.kill();
    await once(first.process, "exit");
  });

  test("honours PORT and defaults", () => {
    expect(readSettings([], {})).toEqual({ framework: "express", port: 3000, data: undefined, store: undefined });
    expect(readSettings(["--data", "x.db"], { PORT: "8080" })).toEqual({
      framework: "express",
      port: 8080,
      data: "x.db",
      store: undefined,
    });
  });
});

describe("npm start, without what it installs and builds", () => {
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), "ampoule-start-"));
    writeFileSync(join(cwd, "start.mjs"), `import { runExample } from ${JSON.stringify(runner)};\nrunExample(process.argv.slice(2));\n`);
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ scripts: { start: "node start.mjs" } }));
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  test("hands its arguments on", { timeout: 30_000 }, async () => {
    const { code, output } = await ended(launch("npm", ["start", "--", "--help"], { cwd }));
    expect([code, output.includes("Usage: npm start")]).toEqual([0, true]);
  });

  test("when npm is told to end, the port is free within two seconds", { timeout: 30_000 }, async () => {
    const program = launch("npm", ["start"], { cwd });
    const address = await listening(program);
    expect((await fetch(`${address}/health`)).status).toBe(200);
    const told = Date.now();
    const end = ended(program);
    program.process.kill("SIGTERM");
    await freed(address);
    expect(Date.now() - told).toBeLessThan(2_000);
    expect((await end).output).toContain("Stopping.");
  });

  test.each(["SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "when what runs it gets %s, the port is freed too",
    { timeout: 30_000 },
    async (signal) => {
      const program = launch(process.execPath, ["start.mjs"], { cwd });
      const address = await listening(program);
      const end = ended(program);
      program.process.kill(signal);
      await freed(address);
      expect(await end).toMatchObject({
        code: signal === "SIGKILL" ? null : 0,
        output: expect.stringContaining("Stopping.") as string,
      });
    },
  );
});

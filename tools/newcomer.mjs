// Does what the tutorial's first part says, to the letter, in an empty folder, with the packages as they would be published: node tools/newcomer.mjs
// Only two things are put in the place of others: tarballs for the names of our packages, and a free port for 3000.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { finish } from "./count.mjs";
import { node, root } from "./prepare.mjs";
import { tarballs } from "./tarballs.mjs";

const page = join(root, "docs/guide/tutorial.md");
const [, part] = readFileSync(page, "utf8").split(/^## /m);

/** A block of the page: what it holds, or what it takes from a file. */
function block(pattern) {
  const found = pattern.exec(part)?.[1];
  if (found === undefined) throw new Error(`The tutorial has no block like ${pattern}.`);
  return found;
}
const commands = (name) => block(new RegExp(`\`\`\`sh \\[${name}\\]\\n(.*?)\\n\`\`\``, "s"));
const program = (name) => readFileSync(join(dirname(page), block(new RegExp(`^<<< (\\S+?)\\{ts\\} \\[${name}\\]$`, "m"))), "utf8");
const questions = block(/```sh\n(.*?)\n```/s);

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Runs lines of a shell, with the machine's own npm. */
function shell(lines, cwd) {
  const { status, stdout, stderr } = spawnSync("bash", ["-euc", lines], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${stderr}${stdout}`);
  return stdout;
}

/** Resolves when it listens. */
async function listens(server, port) {
  while (server.exitCode === null) {
    if (await fetch(`http://127.0.0.1:${port}/notes`).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("The server of the tutorial has ended.");
}

/** What the page says that it answers. */
function requireAnswers(output) {
  const note = '["a note by me@example.com"]';
  const [before, refused = ""] = output.split(/(?=HTTP\/1\.1 401)/);
  if (before !== `{}${note}${note}` || !/^WWW-Authenticate: Bearer realm="api"\r$/im.test(refused))
    throw new Error(`It answered: ${output}`);
}

async function follow(name, packages) {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-newcomer-"));
  const [began, port] = [Date.now(), await freePort()];
  const withPort = (text) => text.replaceAll("3000", String(port));
  shell(
    commands(name).replace(/@ampoule\/[\w-]+/g, (wanted) => packages.get(wanted)),
    folder,
  );
  writeFileSync(join(folder, "server.js"), withPort(program(name)));
  const server = spawn(node, ["server.js"], { cwd: folder, stdio: ["ignore", "inherit", "ignore"] });
  try {
    await listens(server, port);
    requireAnswers(shell(withPort(questions), folder));
    const lines = program(name).trimEnd().split("\n").length;
    if (lines >= 40) throw new Error(`The program has ${lines} lines.`);
    console.log(
      `${name}: from an empty folder to a refreshed token in ${((Date.now() - began) / 1_000).toFixed(1)} s, with ${lines} lines.`,
    );
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

async function attempt(name, packages) {
  try {
    await follow(name, packages);
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const packed = mkdtempSync(join(tmpdir(), "ampoule-packed-"));
const packages = tarballs(["core", "accounts", "express", "koa", "hono", "store-sqlite"], packed);
const counts = [];
for (const name of ["Express", "Koa", "Hono"]) counts.push(await attempt(name, packages));
rmSync(packed, { recursive: true });
finish(counts);

// Installs what the project needs, with nothing but Node 20 or newer and npm at hand. Runs on the machine's own Node.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
/** The Node that the project is developed and tested on, as installed below. */
export const node = join(root, "node_modules/node/bin/node");

const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const wanted = packageManager.slice("pnpm@".length);
const shell = process.platform === "win32";

/** Runs a command in the project; ends this process when it fails. */
export function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell, ...options });
  if (status !== 0) process.exit(status ?? 1);
}

/** A pnpm of the pinned version: the machine's, or one kept beside the project. */
export function pnpm() {
  const { stdout } = spawnSync("pnpm", ["--version"], { cwd: root, encoding: "utf8", shell });
  if (stdout?.trim() === wanted) return "pnpm";
  const home = join(root, ".cache", `pnpm-${wanted}`);
  const kept = join(home, "node_modules/.bin/pnpm");
  if (!existsSync(kept)) {
    run("npm", ["install", "--prefix", home, "--no-save", "--no-audit", "--no-fund", "--loglevel", "error", `pnpm@${wanted}`]);
  }
  return kept;
}

/** What is large, and wanted by few. */
const exceptRuntimes = ["--filter", "!@ampoule/tools-runtimes"];
const exceptPostgres = ["--filter", "!@ampoule/tools-postgres"];

/** Installs the locked dependencies. Quick when they are there. */
export function prepare() {
  install([...exceptRuntimes, ...exceptPostgres]);
}

/** Installs a PostgreSQL as well: 24 MB. */
export function prepareWithPostgres() {
  install(exceptRuntimes);
}

/** Installs Bun, Deno and workerd as well: 350 MB. */
export function prepareWithRuntimes() {
  install([]);
}

function install(args) {
  run(pnpm(), ["install", "--frozen-lockfile", "--reporter", "append-only", "--loglevel", "warn", ...args]);
}

/** Rolls what is compiled into the files that are published. */
export function roll() {
  run(node, ["tools/bundle.mjs", "packages/core", "packages/accounts"]);
}

/** Compiles every package, tests and examples included. */
export function build() {
  run(node, ["node_modules/typescript/bin/tsc", "-b"]);
}

import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = fileURLToPath(new URL(".", import.meta.url));
// Not the packages' own commands: those start the binary as a child, which outlives them.
const bin = (path) => join(here, "node_modules", path);
const script = (name) => join(here, `${name}.mjs`);

// Our packages as they are published.
const published = "@ampoule/rolled";
const conditions = `--conditions=${published}`;
// May reach nothing but the loopback, and read nothing: neither files nor the environment.
const denoFlags = [
  "--quiet",
  conditions,
  "--no-prompt",
  "--no-remote",
  "--no-config",
  "--node-modules-dir=manual",
  "--allow-net=127.0.0.1",
];

/** Each with its binary, and the arguments that start the application with these settings. All of them say on standard output where they listen. */
export const runtimes = [
  { name: "Bun", bin: bin("bun/bin/bun"), args: async (settings) => ["--no-install", conditions, script("bun"), JSON.stringify(settings)] },
  {
    name: "Deno",
    bin: bin("deno/deno"),
    args: async (settings) => ["run", ...denoFlags, script("deno"), JSON.stringify(settings)],
  },
  {
    name: "workerd",
    bin: bin("workerd/bin/workerd"),
    args: async (settings) => ["serve", "--control-fd=1", await bundle(settings)],
  },
];

/** A Worker is one file. Gives the configuration beside it. */
async function bundle(settings) {
  const folder = join(here, "dist");
  const resolve = { mainFields: ["module", "main"], conditionNames: [published, "workerd", "worker", "browser"] };
  const build = await rolldown({ input: script("worker"), platform: "neutral", resolve, external: ["cloudflare:workers"] });
  await build.write({ file: join(folder, "worker.js"), format: "esm" });
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
  copyFileSync(join(here, "worker.capnp"), join(folder, "worker.capnp"));
  return join(folder, "worker.capnp");
}

// Rolls the entries of packages into the few files that are published: node tools/bundle.mjs [folder of a package ...]. `prepack` runs it in the package; why is in docs/decisions/0017.
// A package says what is rolled into what: `default` in its exports is what tsc made, "@ampoule/rolled" what becomes of it; likewise `bin`, and that of publishConfig.
import { readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { rolldown } from "rolldown";

const folder = "rolled";

/** What tsc made, by the name of the file that it is rolled into. */
function inputsOf({ exports, bin = {}, publishConfig }) {
  const imported = Object.values(exports).map((entry) => [entry["@ampoule/rolled"], entry.default]);
  const run = Object.entries(bin).map(([command, made]) => [publishConfig.bin[command], made]);
  const rolled = [...imported, ...run].filter(([file]) => file !== undefined);
  return Object.fromEntries(rolled.map(([file, made]) => [basename(file, ".js"), made]));
}

/** Takes tsc's own maps along, with the sources in them: those are not published. */
const mapped = {
  name: "mapped",
  load(id) {
    const map = JSON.parse(readFileSync(`${id}.map`, "utf8"));
    const sourcesContent = map.sources.map((source) => readFileSync(resolve(dirname(id), source), "utf8"));
    return { code: readFileSync(id, "utf8"), map: { ...map, sourcesContent } };
  },
};

/** Keeps names without keeping what is named: bundlers of applications take a call for a use, unless it says that it is none. */
const droppable = {
  name: "droppable",
  renderChunk: (code) => code.replaceAll(/^__name\(/gm, "/* @__PURE__ */ __name("),
};

/** All entries of a package at once, so that what they share is there once: classes, symbols, and what is remembered. */
async function roll(cwd) {
  const manifest = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
  const dir = join(cwd, folder);
  rmSync(dir, { recursive: true, force: true });
  const build = await rolldown({
    cwd,
    input: inputsOf(manifest),
    // Packages, and what is built in: whatever is no path.
    external: /^[^./]/,
    platform: "neutral",
    plugins: [mapped, droppable],
    // It takes calls that are there to throw for pure. Only with this and `minify` off is all left as it is.
    treeshake: false,
  });
  const { output } = await build.write({
    dir,
    chunkFileNames: "shared/[name].js",
    sourcemap: true,
    keepNames: true,
    minify: false,
    comments: { legal: true, annotation: true, jsdoc: false },
  });
  await build.close();
  const files = output.filter(({ type }) => type === "chunk").map(({ fileName }) => fileName);
  console.log(`${manifest.name}: ${files.join(", ")}`);
}

// npm leaves the exports of publishConfig alone, and would pack what the package's own exports do not name.
if (process.env.npm_lifecycle_event === "prepack" && process.env.npm_config_user_agent?.startsWith("npm/")) {
  throw new Error("Pack with pnpm: npm would make a package whose files are not there.");
}

const asked = process.argv.slice(2);
for (const one of asked.length > 0 ? asked : ["."]) await roll(resolve(one));

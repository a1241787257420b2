// pnpm pack:check: whether what would be published can be imported as it says, with types.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./prepare.mjs";
import { tarballs } from "./tarballs.mjs";

const names = readdirSync(join(root, "packages")).filter((name) => name !== "bench");
const folder = mkdtempSync(join(tmpdir(), "ampoule-packed-"));
process.on("exit", () => rmSync(folder, { recursive: true }));
for (const tarball of tarballs(names, folder).values()) {
  run("node_modules/.bin/publint", ["run", tarball, "--strict"]);
  run("node_modules/.bin/attw", [tarball, "--profile", "esm-only", "--quiet"]);
}

// Packs packages as npm would get them.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pnpm, run } from "./prepare.mjs";

/** Their tarballs in a folder, by name. Needs what tsc makes of them. */
export function tarballs(names, folder) {
  const filters = names.flatMap((name) => ["--filter", `@ampoule/${name}`]);
  run(pnpm(), [...filters, "exec", "pnpm", "pack", "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
  return new Map(readdirSync(folder).map((file) => [file.replace(/^ampoule-(.*)-\d+\.\d+\.\d+.*$/, "@ampoule/$1"), join(folder, file)]));
}

import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../../..", import.meta.url));

/** The condition of exports under which the workspace has what is published: node tools/bundle.mjs makes it. */
export const published = "@ampoule/rolled";

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly [published]?: string; readonly default: string }>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Something that can be imported. */
export interface Entry {
  /** As it is imported. */
  readonly name: string;
  /** Where its code is, as it is published. */
  readonly file: string;
  /** Whether it is for tests: nobody waits for those. */
  readonly isForTests: boolean;
}

const manifests = globSync("*/package.json", { cwd: packages })
  .toSorted()
  .map((path) => ({ folder: join(packages, dirname(path)), ...(JSON.parse(readFileSync(join(packages, path), "utf8")) as Manifest) }))
  .filter((manifest) => manifest.private !== true);

/** Every entry of every package that is published. */
export const entries: readonly Entry[] = manifests.flatMap(({ folder, name, exports = {} }) =>
  Object.entries(exports).flatMap(([path, target]): Entry[] => {
    if (typeof target === "string") return [];
    const full = join(name, path).replaceAll("\\", "/");
    return [{ name: full, file: join(folder, target[published] ?? target.default), isForTests: full.includes("/testing") }];
  }),
);

/** What applications install themselves. */
export const peers: readonly string[] = [...new Set(manifests.flatMap(({ peerDependencies = {} }) => Object.keys(peerDependencies)))];

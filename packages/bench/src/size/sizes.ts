import { fileURLToPath } from "node:url";
import { sizeOf, type IsLeftOut } from "./bundle.js";
import { said } from "./child.js";
import { entries, peers, type Entry } from "./entries.js";

/** What an entry comes to, in bytes. */
export interface EntrySize {
  readonly name: string;
  readonly own: number;
  /** With all that its package installs, but what is native. */
  readonly whole: number;
  /** `undefined` for entries that are for tests, which do not run by themselves. */
  readonly files: number | undefined;
}

/** What is bundled for somebody, in bytes. */
export interface BundleSize {
  readonly name: string;
  readonly own: number;
  readonly whole: number;
}

const native = ["@node-rs/bcrypt"];
const container = ["tsyringe", "reflect-metadata"];

export async function entrySizes(): Promise<readonly EntrySize[]> {
  const sizes: EntrySize[] = [];
  for (const { name, file, isForTests } of entries) {
    const own = await sizeOf(file, () => true);
    const whole = await sizeOf(file, anyOf([...peers, ...native]));
    sizes.push({ name, own, whole, files: isForTests ? undefined : said("importing.js", [file, "--count"]) });
  }
  return sizes;
}

/** The way of an access token, and a worker with all that it needs: ours alone, and with everybody's. */
export async function bundleSizes(): Promise<readonly BundleSize[]> {
  return [
    {
      name: "jwt path",
      own: await bundleSize("jwt-path", anyOf([...container, "jose"])),
      whole: await bundleSize("jwt-path", anyOf(container)),
    },
    {
      name: "worker",
      own: await bundleSize("worker", anyOf([...container, "jose", "hono"])),
      whole: await bundleSize("worker", () => false),
    },
  ];
}

function bundleSize(name: string, isLeftOut: IsLeftOut): Promise<number> {
  return sizeOf(fileURLToPath(new URL(`bundles/${name}.js`, import.meta.url)), isLeftOut, "browser");
}

function anyOf(names: readonly string[]): IsLeftOut {
  return (specifier) => names.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}

/** Entries that applications load when they start. */
export const loaded: readonly Entry[] = entries.filter(({ isForTests }) => !isForTests);

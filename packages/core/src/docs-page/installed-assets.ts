import { ConfigurationError } from "../contract/errors.js";
import type { ReadAsset } from "./options.js";

/** The part of Node, Bun and Deno that finds and reads files. Not imported, so that core runs, and can be bundled, where there is none. */
interface Builtins {
  cwd(): string;
  getBuiltinModule(name: "node:module"): { createRequire(from: string): { resolve(name: string): string } };
  getBuiltinModule(name: "node:fs/promises"): { readFile(path: URL): Promise<Uint8Array<ArrayBuffer>> };
  getBuiltinModule(name: "node:url"): { pathToFileURL(path: string): URL };
}

/** Reads from the installed swagger-ui-dist. @throws ConfigurationError where it is not installed, or there is no file system. */
export function installedAssets(): ReadAsset {
  const process = Reflect.get(globalThis, "process") as Partial<Builtins> | undefined;
  if (process?.getBuiltinModule === undefined) {
    throw new ConfigurationError(
      "invalid_option",
      "docs() finds no file system here: pass { assets }, which reads files of swagger-ui-dist.",
    );
  }
  const builtins = process as Builtins;
  const files = builtins.getBuiltinModule("node:fs/promises");
  const folder = builtins.getBuiltinModule("node:url").pathToFileURL(locate(builtins));
  const read = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return (name) => {
    const bytes = read.get(name) ?? files.readFile(new URL(name, folder));
    read.set(name, bytes);
    // What failed once is read again.
    bytes.catch(() => read.delete(name));
    return bytes;
  };
}

/** The package as this package sees it, or as the application does. */
function locate(builtins: Builtins): string {
  const modules = builtins.getBuiltinModule("node:module");
  for (const from of [import.meta.url, `${builtins.cwd()}/`]) {
    try {
      return modules.createRequire(from).resolve("swagger-ui-dist/package.json");
    } catch {
      continue;
    }
  }
  throw new ConfigurationError(
    "invalid_option",
    "docs() shows Swagger UI, which is not installed: npm install swagger-ui-dist, or pass { assets }.",
  );
}

import { isBuiltin } from "node:module";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { published } from "./entries.js";

/** Decides what is left out of a bundle, by what is imported. */
export type IsLeftOut = (specifier: string) => boolean;

/** How many bytes a bundle has, minified and compressed as servers do it (gzip, level 9). Everything that the entry exports is kept, and what that needs. */
export async function sizeOf(file: string, isLeftOut: IsLeftOut, platform: "node" | "browser" = "node"): Promise<number> {
  const external = (specifier: string): boolean => isBuiltin(specifier) || (isBare(specifier) && isLeftOut(specifier));
  const resolve = { conditionNames: [published, platform] };
  const bundle = await rolldown({ input: file, external, platform, resolve, logLevel: "silent" });
  const { output } = await bundle.generate({ minify: true, codeSplitting: false });
  await bundle.close();
  const [{ code }] = output;
  return gzipSync(code, { level: 9 }).length;
}

function isBare(specifier: string): boolean {
  return !/^(\.|\/|[A-Za-z]:\\)/.test(specifier);
}

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the vectors are that nobody here wrote. They are not part of the repository. */
const folder = process.env["AMPOULE_VECTORS"];

export const hasVectors = folder !== undefined && folder !== "";
/** Stands in a title, so that a report shows why a test did not run. */
export const unless = hasVectors ? "" : " (not run: AMPOULE_VECTORS names no folder)";

/** Reads one file of the folder. */
export function readVectors<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(folder ?? "", ...path), "utf8")) as T;
}

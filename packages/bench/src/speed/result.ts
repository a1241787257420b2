import type { Table, Told } from "./part.js";

/** What one part of a run left: what `--json` keeps of it. */
export interface PartResult extends Told {
  readonly tables: readonly Table[];
}

/** The file that `--json` writes. */
export interface RunResult {
  /** What a reader needs to know of the run. */
  readonly conditions: readonly string[];
  readonly parts: Readonly<Record<string, PartResult>>;
}

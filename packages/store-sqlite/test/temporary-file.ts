import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The name of a file that does not exist yet, in a folder of its own. */
export function temporaryFile(): { readonly file: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-"));
  return { file: join(folder, "tokens.db"), remove: () => rmSync(folder, { recursive: true }) };
}

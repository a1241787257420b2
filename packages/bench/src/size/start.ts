import type { Part } from "../speed/part.js";
import { bundleTable, entryTable, importTable, setUpTable, sizeOutcomes, timeOutcomes } from "./report.js";
import { bundleSizes, entrySizes } from "./sizes.js";
import { importTimes, setUpTimes } from "./times.js";

/** What an application pays before its first request: code, imports, set-up. */
export const start: Part = async ({ isQuick, say }) => {
  const [entries, bundles] = [await entrySizes(), await bundleSizes()];
  say(entryTable(entries));
  say(bundleTable(bundles));
  const processes = isQuick ? 3 : 15;
  const imports = importTimes(processes);
  say(importTable(imports));
  const setUps = setUpTimes(1_000, processes);
  say(setUpTable(setUps));
  return { outcomes: [...sizeOutcomes(bundles), ...timeOutcomes(imports, setUps)], figures: { entries, bundles, imports, setUps } };
};

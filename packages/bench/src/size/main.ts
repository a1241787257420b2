// Holds sizes against their budgets: what is the same on every machine. Times are measured by `pnpm bench start`.
import { printed } from "../speed/table.js";
import { bundleTable, complaints, entryTable } from "./report.js";
import { bundleSizes, entrySizes } from "./sizes.js";

const [entries, bundles] = [await entrySizes(), await bundleSizes()];
console.log(printed(entryTable(entries)));
console.log(printed(bundleTable(bundles)));
const found = complaints(entries, bundles);
console.log(found.length === 0 ? "Everything is within its budget." : found.join("\n"));
if (process.argv.includes("--check") && found.length > 0) process.exit(1);

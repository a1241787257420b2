// Runs the test suite on each supported Node line, with coverage on the first, and ends with one plain total.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { finish, vitest } from "../count.mjs";
import { node, root } from "../prepare.mjs";

const lines = [
  { name: "24", bin: node, args: ["--coverage"] },
  { name: "22", bin: join(root, "tools/nodes/node_modules/node22/bin/node"), args: [] },
  { name: "26", bin: join(root, "tools/nodes/node_modules/node26/bin/node"), args: [] },
];

const counts = lines.map(({ name, bin, args }) => {
  console.log(`== Node ${name}`);
  if (existsSync(bin)) return vitest(bin, name, args);
  console.log(`Node ${name} is not installed here`);
  return { passed: 0, failed: 1, skipped: 0 };
});
finish(counts);

// Runs the test suite on the supported Node lines that npm test does not, and ends with one plain total.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { finish, vitest } from "../count.mjs";
import { root } from "../prepare.mjs";

const lines = [
  { name: "22", bin: join(root, "tools/nodes/node_modules/node22/bin/node") },
  { name: "26", bin: join(root, "tools/nodes/node_modules/node26/bin/node") },
];

const counts = lines.map(({ name, bin }) => {
  console.log(`== Node ${name}`);
  if (existsSync(bin)) return vitest(bin, name);
  console.log(`Node ${name} is not installed here`);
  return { passed: 0, failed: 1, skipped: 0 };
});
finish(counts);

// Asks the packages, as they are published, on Bun, Deno and workerd, which nothing but this installs.
import { join } from "node:path";
import { node, prepareWithRuntimes, roll, root, run } from "./prepare.mjs";

prepareWithRuntimes();
run(node, ["node_modules/typescript/bin/tsc", "-b", "packages/hono", "packages/testing", "packages/accounts"]);
roll();
run(node, [join(root, "tools/runtimes/run.mjs")]);

// Asks the built packages on Bun, Deno and workerd, which nothing but this installs.
import { join } from "node:path";
import { node, prepareWithRuntimes, root, run } from "./prepare.mjs";

prepareWithRuntimes();
run(node, ["node_modules/typescript/bin/tsc", "-b", "packages/hono", "packages/testing"]);
run(node, [join(root, "tools/runtimes/run.mjs")]);

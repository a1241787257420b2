// pnpm hostile: asks fifty hostile bearer requests of Ampoule's adapters and of four other libraries, and prints a table.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { node, prepare, root, run } from "./prepare.mjs";

prepare();
run(node, ["node_modules/typescript/bin/tsc", "-b", "packages/bench"]);
const { status } = spawnSync(node, [join(root, "packages/bench/dist/hostile/main.js")], { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);

// pnpm size [--check]: what each entry comes to, minified and gzipped, and how many files it loads. With --check, fails where that is over packages/bench/src/size/budgets.ts.
import { spawnSync } from "node:child_process";
import { build, node, prepare, roll, root } from "./prepare.mjs";

prepare();
build();
roll();
const { status } = spawnSync(node, ["packages/bench/dist/size/main.js", ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);

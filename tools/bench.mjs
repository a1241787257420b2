// pnpm bench [--quick] [--json FILE] [--only express,HS256] [--rounds N]: measures Ampoule beside what people write by hand and other libraries, and prints ratios.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { node, prepare, root, run } from "./prepare.mjs";

prepare();
run(node, ["node_modules/typescript/bin/tsc", "-b", "packages/bench"]);
// Paths are meant from where the command was given.
const options = { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: "inherit" };
const { status } = spawnSync(node, [join(root, "packages/bench/dist/speed/main.js"), ...process.argv.slice(2)], options);
process.exit(status ?? 1);

// pnpm bench [part …] [--quick] [--json FILE] [--only express,HS256] [--rounds N]: measures Ampoule beside what people write by hand and other libraries, and prints ratios.
// pnpm bench render FILE …: writes what --json kept into docs/guide/speed.md.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { node, prepare, roll, root, run } from "./prepare.mjs";

prepare();
run(node, ["node_modules/typescript/bin/tsc", "-b", "packages/bench"]);
roll();
const [first, ...rest] = process.argv.slice(2);
const isPage = first === "render";
const program = isPage ? "packages/bench/dist/speed/page/main.js" : "packages/bench/dist/speed/main.js";
// Paths are meant from where the command was given.
const options = { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: "inherit" };
const { status } = spawnSync(node, [join(root, program), ...(isPage ? rest : process.argv.slice(2))], options);
process.exit(status ?? 1);

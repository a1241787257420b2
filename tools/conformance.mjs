// pnpm conformance --cases FILE [--adapter express|koa|hono]: runs recorded cases over real sockets.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { node, prepare, root, run } from "./prepare.mjs";

prepare();
run(node, ["node_modules/typescript/bin/tsc", "-b", "packages/testing"]);
const runner = join(root, "packages/testing/dist/conformance/main.js");
// Paths are meant from where the command was given.
const options = { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: "inherit" };
const { status } = spawnSync(node, [runner, ...process.argv.slice(2)], options);
process.exit(status ?? 1);

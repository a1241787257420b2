// npm start: the complete example. Arguments go to it: npm start -- --framework koa
import { spawn } from "node:child_process";
import { build, node, prepare, root } from "./prepare.mjs";

prepare();
build();
const example = spawn(node, ["docs/examples/dist/main.js", ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
// A terminal sends Ctrl-C to both; the example decides when it is done.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => example.kill("SIGTERM"));
example.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));

// Runs the built example, and ends it with whoever asked for it.
import { spawn } from "node:child_process";
import { node, root } from "./prepare.mjs";

/** How often to look whether the parent is still there, in milliseconds. */
const often = 250;
const isRunByNpm = process.env.npm_lifecycle_event !== undefined;

/** @param parent who asked for it. Run by npm, that is a shell, which ends with npm and passes no signal on. */
export function runExample(args, parent = process.ppid) {
  // By the channel the example sees that this process is gone.
  const options = { cwd: root, stdio: ["inherit", "inherit", "inherit", "ipc"] };
  const example = spawn(node, ["docs/examples/dist/main.js", ...args], options);
  const stop = () => example.kill("SIGTERM");
  // A terminal sends Ctrl-C to both; the example decides when it is done.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, stop);
  if (isRunByNpm) follow(parent, stop);
  example.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
}

function follow(parent, stop) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, often);
  timer.unref();
}

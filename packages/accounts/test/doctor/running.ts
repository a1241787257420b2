import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Environment } from "../../src/index.js";

const bin = fileURLToPath(new URL("../../dist/doctor/main.js", import.meta.url));
/** Where the stores are installed, as an application has them. */
export const examples = fileURLToPath(new URL("../../../../docs/examples", import.meta.url));

/** What a run of the built command wrote, and how it ended. */
export interface Ran {
  readonly code: unknown;
  readonly out: string;
  readonly errors: string;
}

interface Run {
  readonly environment?: Environment;
  readonly input?: string;
  readonly cwd?: string;
}

/** Runs the built command in a process of its own, with these variables and no others. */
export async function ampoule(args: readonly string[], { environment = {}, input = "", cwd = process.cwd() }: Run = {}): Promise<Ran> {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: { PATH: process.env["PATH"], NODE_NO_WARNINGS: "1", ...environment } });
  child.stdin.end(input);
  const [[code], out, errors] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { code, out, errors };
}

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { published } from "./entries.js";

/** What a program beside this file says, in a process of its own that has our packages as they are published. It is a number. */
export function said(program: string, args: readonly string[]): number {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [`--conditions=${published}`, path, ...args], { encoding: "utf8" });
  const number = Number(stdout.trim() || Number.NaN);
  if (status !== 0 || Number.isNaN(number)) throw new Error(`${program} ${args.join(" ")} failed: ${stderr}`);
  return number;
}

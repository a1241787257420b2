// Checks the type tests with TypeScript 6 as well; vitest checks them with the project's own compiler.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { node, root } from "./prepare.mjs";

const compiler = join(root, "tools/typescript6/node_modules/typescript/bin/tsc");

/** One count for each package's tests. */
export function typesOnTypeScript6() {
  const projects = readdirSync(join(root, "packages"))
    .map((name) => join("packages", name, "test/tsconfig.json"))
    .filter((project) => existsSync(join(root, project)));
  const failed = projects.filter((project) => {
    const { status } = spawnSync(node, [compiler, "-p", project, "--incremental", "false", "--tsBuildInfoFile", "null"], {
      cwd: root,
      stdio: "inherit",
    });
    console.log(`TypeScript 6, ${project}: ${status === 0 ? "passed" : "FAILED"}`);
    return status !== 0;
  });
  return { passed: projects.length - failed.length, failed: failed.length, skipped: 0 };
}

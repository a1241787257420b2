// Runs the tests with coverage, whose limits stand in vitest.config.ts.
import { finish, vitest } from "./count.mjs";
import { node } from "./prepare.mjs";

finish([vitest(node, "coverage", ["--coverage"])]);

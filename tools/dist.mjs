// Runs the test suite on the built output instead of the sources.
import { finish, vitest } from "./count.mjs";
import { node } from "./prepare.mjs";

finish([vitest(node, "dist", [], { TEST_DIST: "1" })]);

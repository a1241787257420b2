// Runs the test suite on what is published instead of the sources.
import { finish, vitest } from "./count.mjs";
import { build, node, roll } from "./prepare.mjs";

build();
roll();
finish([vitest(node, "dist", [], { TEST_DIST: "1" })]);

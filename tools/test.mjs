// npm test: every test that needs nothing but npm packages, and the type tests on both supported compilers.
import { finish, vitest } from "./count.mjs";
import { build, node, prepare } from "./prepare.mjs";
import { typesOnTypeScript6 } from "./typescript6.mjs";

prepare();
build();
const types = typesOnTypeScript6();
finish([types, vitest(node, "24", process.argv.slice(2))]);

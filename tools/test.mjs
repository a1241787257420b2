// npm test: every test that needs nothing but npm packages, and the type tests on both supported compilers.
import { spawnSync } from "node:child_process";
import { finish, vitest } from "./count.mjs";
import { build, node, prepare } from "./prepare.mjs";
import { postgresFolder } from "./postgres/binaries.mjs";
import { typesOnTypeScript6 } from "./typescript6.mjs";

prepare();
build();
const types = typesOnTypeScript6();
nameWhatIsLeftOut();
finish([types, vitest(node, "24", process.argv.slice(2))]);

/** vitest.config.ts takes a store's tests in where there is a server to start. */
function nameWhatIsLeftOut() {
  const { status } = spawnSync("redis-server", ["--version"]);
  if (status !== 0)
    console.log("Left out: the tests of @ampoule/store-redis, since redis-server is not on the PATH (apt-get install redis-server).");
  if (postgresFolder() === undefined)
    console.log("Left out: the tests of @ampoule/store-postgres, since there is no PostgreSQL here (npm run postgres installs one).");
}

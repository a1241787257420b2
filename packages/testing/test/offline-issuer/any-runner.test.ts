import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../../src", import.meta.url));
const files = globSync("{offline-issuer,acting}/**/*.ts", { cwd: source });

test.each(files)("%s needs no Vitest, which cannot be imported where another runner runs", (file) => {
  const imported = [...readFileSync(resolve(source, file), "utf8").matchAll(/ from "([^"]+)"/g)].map(([, name = ""]) => name);
  expect(imported.filter((name) => !/^(?:\.\/|node:|jose$|@ampoule\/core(?:\/(?:jwt|adapter))?$)/.test(name))).toEqual([]);
});

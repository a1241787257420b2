import { spawnSync } from "node:child_process";
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";
import { postgresFolder } from "./tools/postgres/binaries.mjs";

// TEST_DIST=1 runs the same tests against what is published: node tools/dist.mjs rolls it.
const conditions = process.env["TEST_DIST"]
  ? ["@ampoule/rolled", ...defaultServerConditions]
  : ["@ampoule/source", ...defaultServerConditions];

// Tests of these stores start a real server; tools/test.mjs says so where there is none.
const redis = spawnSync("redis-server", ["--version"]).status === 0 ? ["store-redis"] : [];
const postgresBinaries = postgresFolder();
const postgres = postgresBinaries === undefined ? [] : ["store-postgres"];
const stores = ["store-sqlite", ...redis, ...postgres];

function project(name: string, root: string) {
  return {
    extends: true as const,
    test: {
      name,
      root,
      include: ["test/**/*.test.ts"],
      typecheck: { enabled: true, tsconfig: "test/tsconfig.json", include: ["test/**/*.test-d.ts"] },
    },
  };
}

export default defineConfig({
  // The lowest Node line has no `using` of its own.
  oxc: { target: "es2023", decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    setupFiles: ["reflect-metadata"],
    execArgv: ["--expose-gc"],
    // A machine that does other things as well is slow, and proves nothing by it.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { AMPOULE_POSTGRES: postgresBinaries ?? "" },
    projects: [
      ...["core", "express", "koa", "hono", "testing", "accounts", "bench", ...stores].map((name) => project(name, `packages/${name}`)),
      project("example", "docs/examples"),
    ],
    coverage: {
      provider: "v8",
      include: ["packages/{core,express,koa,hono,accounts}/src/**", ...stores.map((name) => `packages/${name}/src/**`)],
      reporter: ["text-summary", "json-summary"],
      thresholds: { branches: 95, lines: 95, functions: 95 },
    },
  },
});

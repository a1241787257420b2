import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// TEST_DIST=1 runs the same tests against the built output.
const conditions = process.env["TEST_DIST"] ? [...defaultServerConditions] : ["@ampoule/source", ...defaultServerConditions];

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
    projects: [
      ...["core", "express", "koa", "hono", "testing"].map((name) => project(name, `packages/${name}`)),
      project("example", "docs/examples"),
    ],
    coverage: {
      provider: "v8",
      include: ["packages/{core,express,koa,hono}/src/**"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { branches: 95, lines: 95, functions: 95 },
    },
  },
});

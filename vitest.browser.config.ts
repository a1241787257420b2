import { defineConfig, mergeConfig } from "vitest/config";
import shared from "./vitest.config.js";

// Needs Chromium, which no npm package brings: kept out of `npm test`, run by .ci/run.
const { projects: _, coverage: _coverage, ...test } = shared.test ?? {};

export default mergeConfig(
  { ...shared, test },
  defineConfig({
    test: { name: "browser", root: "docs/examples", include: ["browser/**/*.test.ts"], testTimeout: 60_000, fileParallelism: false },
  }),
);

// Runs the tests of the documentation page in Chromium, which has to be installed (apt-get install chromium), or named by CHROMIUM.
import { finish, vitest } from "./count.mjs";
import { node } from "./prepare.mjs";

finish([vitest(node, "browser", ["--config", "vitest.browser.config.ts"])]);

import { ConfigurationError } from "@ampoule/core";
import process from "node:process";
import type { Environment } from "../environment/environment.js";
import type { AppSettings } from "./app-settings.js";
import { examine, type SettingsOptions } from "./examine.js";

/**
 * Reads an application's settings from variables, once, and checks them together. docs/guide/settings.md lists them.
 *
 * Guarantees: each variable also with `_FILE`, whose value is the path of a file; two variables that mean the same and differ, a name under `JWT_` or `AMPOULE_` that nobody
 * reads, a number that is none, and a weak, published or placeholder secret do not start; all problems are in one message, which holds no value. Secrets are masked.
 * Where `NODE_ENV` says neither `development` nor `test`, production's rules hold: without a key it does not start.
 *
 * It does not load `.env` files: `node --env-file=.env` does. It does not look whether the store answers, or whether clocks agree: `npx ampoule doctor` does.
 *
 * @throws ConfigurationError naming every variable that is wrong, and the mend.
 * @example
 * ```ts
 * const settings = readSettings();
 * const auth = tokens({ ...settings.tokens(), store: await settings.openStore(), account: (id) => users.byId(id) });
 * const accessToken = bearer(jwt({ ...auth.verification, ...settings.verification() }));
 * ```
 */
export function readSettings(environment: Environment = process.env, options: SettingsOptions = {}): AppSettings {
  const { settings, problems } = examine(environment, options);
  if (settings !== undefined) return settings;
  throw new ConfigurationError("invalid_option", `The settings do not hold:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
}

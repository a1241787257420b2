import { fileSuffix, type Environment } from "../environment/environment.js";
import { agreementOf } from "./agreement.js";
import { AppSettings } from "./app-settings.js";
import { Reading, type SettingRow } from "./reading.js";
import { strangers } from "./strangers.js";
import { takeValues } from "./values.js";

/** What {@link readSettings} can be told. */
export interface SettingsOptions {
  /** Variables that are another program's, though they are called like ours: they count as not set. Default: none. */
  readonly ignore?: readonly string[];
}

/** Everything that can be said of an environment. There are settings where there is no problem. */
export interface Examination {
  readonly settings: AppSettings | undefined;
  readonly rows: readonly SettingRow[];
  readonly problems: readonly string[];
}

/** Reads the settings, and says all that is wrong with them at once. */
export function examine(given: Environment, { ignore = [] }: SettingsOptions = {}): Examination {
  const environment = without(given, ignore);
  const reading = new Reading(environment);
  const agreed = agreementOf(takeValues(reading), reading);
  const problems = [...reading.problems, ...strangers(environment)];
  const settings = agreed === undefined || problems.length > 0 ? undefined : new AppSettings(agreed);
  return { settings, rows: reading.rows, problems };
}

function without(environment: Environment, ignore: readonly string[]): Environment {
  const ignored = new Set(ignore.flatMap((name) => [name, name + fileSuffix]));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ignored.has(name)));
}

import type { Environment } from "../environment/environment.js";
import type { AppSettings } from "../settings/app-settings.js";
import { examine } from "../settings/examine.js";
import { checkClock } from "./checks/clock.js";
import { checkHashing } from "./checks/hashing.js";
import { checkKeys } from "./checks/keys.js";
import { checkLifetimes } from "./checks/lifetimes.js";
import { checkRoutes } from "./checks/routes.js";
import { checkStore } from "./checks/store.js";
import { checkNames, checkProxies, checkRules, checkTransport } from "./checks/surroundings.js";
import { about, type Finding } from "./finding.js";
import type { Report } from "./report.js";

/** What the doctor can be told. */
export interface DoctorOptions {
  /** The application's module, from the working directory. Default: none, and no routes. */
  readonly app?: string | undefined;
  /** As `readSettings` is told. */
  readonly ignore?: readonly string[];
}

/** Looks at an environment, at the store and the clocks that it names, and at an application. Changes nothing. */
export async function examineAll(environment: Environment, { app, ignore = [] }: DoctorOptions): Promise<Report> {
  const { settings, rows, problems } = examine(environment, { ignore });
  const { fail } = about("settings");
  const { routes, findings } = app === undefined ? { routes: [], findings: [] } : await checkRoutes(app);
  return {
    settings: rows,
    routes,
    findings: [
      ...problems.map(fail),
      ...checkRules(environment),
      ...checkNames(environment),
      ...(settings === undefined ? [] : await checkSettings(settings)),
      ...findings,
    ],
  };
}

async function checkSettings(settings: AppSettings): Promise<readonly Finding[]> {
  const [store, clock] = await Promise.all([checkStore(settings, () => settings.openStore()), checkClock(settings)]);
  // Alone: it takes the threads that the others wait for.
  const hashing = await checkHashing(settings);
  const still = [...checkKeys(settings), ...checkLifetimes(settings), ...checkTransport(settings), ...checkProxies(settings)];
  return [...still, ...hashing, ...store, ...clock];
}

import { resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { about, type Finding } from "../finding.js";
import { inTime } from "../in-time.js";

const { ok, fail } = about("routes");
/** Milliseconds. */
const patience = 30_000;

/** A row of a route report: what `secure.report(app)` gives. */
export interface ReportedRoute {
  readonly method: string;
  readonly path: string;
  readonly access: string;
  readonly requires: string;
}

/** What an application module exports as `security`. */
interface Exported {
  readonly secure: { report(app: unknown): readonly ReportedRoute[] };
  readonly app: unknown;
}

const wanted = "export const security = { secure, app }";

/** Loads an application, and asks it who may call what. */
export async function checkRoutes(
  file: string,
): Promise<{ readonly routes: readonly ReportedRoute[]; readonly findings: readonly Finding[] }> {
  try {
    const module = (await inTime(patience, () => import(pathToFileURL(resolve(process.cwd(), file)).href))) as object;
    const { secure, app } = securityIn(module);
    const routes = secure.report(app);
    return { routes, findings: findingsOf(routes) };
  } catch (error) {
    return { routes: [], findings: [fail(`${file}: ${error instanceof Error ? error.message : "it threw what is no error."}`)] };
  }
}

function securityIn(module: object): Exported {
  const security: unknown = "security" in module ? module.security : undefined;
  if (isExported(security)) return security;
  throw new Error(`it has to say what to look at: ${wanted}.`);
}

function isExported(value: unknown): value is Exported {
  if (typeof value !== "object" || value === null || !("secure" in value) || !("app" in value)) return false;
  const { secure } = value;
  return typeof secure === "function" && "report" in secure && typeof secure.report === "function";
}

function findingsOf(routes: readonly ReportedRoute[]): readonly Finding[] {
  const unmarked = routes.filter(({ access }) => access === "unmarked");
  if (routes.length === 0) return [fail("The application has no routes: is it complete when it is exported?")];
  if (unmarked.length === 0) return [ok(`Every one of ${routes.length} routes is secured, or open on purpose.`)];
  return unmarked.map(({ method, path }) => fail(`${method} ${path} is neither secured nor marked open.`));
}

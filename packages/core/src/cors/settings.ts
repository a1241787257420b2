import { ConfigurationError } from "../contract/errors.js";
import { requireKnownOptions } from "../contract/known-options.js";
import { isToken } from "../http/headers.js";
import type { CorsOptions } from "./options.js";
import { originsOf, type Origins } from "./origins.js";

/** A policy with its defaults filled in, checked. */
export interface CorsSettings {
  readonly origins: Origins;
  readonly credentials: boolean;
  readonly methods: readonly string[] | "routes";
  readonly headers: readonly string[] | "routes";
  /** A list as it is sent; empty: not at all. */
  readonly exposed: string;
  readonly maxAge: string;
}

/** Methods that no page can use (Fetch section 2.2.1). */
export const forbiddenMethods: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);
const names = ["origins", "credentials", "methods", "headers", "exposed", "maxAge"] as const satisfies readonly (keyof CorsOptions)[];

/** @throws ConfigurationError on a policy that lets in whom nobody meant, or that browsers do not read as it looks. */
export function corsSettingsOf(options: CorsOptions): CorsSettings {
  requireKnownOptions("cors()", options, names);
  const { credentials = false, methods = ["GET", "HEAD", "POST"], headers = [], exposed = [], maxAge = 600 } = options;
  if (typeof credentials !== "boolean") throw invalid("its credentials are true or false");
  if (headers !== "routes") requireNames("headers", headers);
  requireNames("exposed", exposed);
  requireMethods(methods);
  if (!Number.isSafeInteger(maxAge) || maxAge < 0 || maxAge > 86_400) throw invalid("its maxAge is a whole number of seconds, 0 to 86,400");
  return {
    origins: originsOf(options.origins, credentials),
    credentials,
    methods: typeof methods === "string" ? methods : [...methods],
    headers: typeof headers === "string" ? headers : [...headers],
    exposed: exposed.join(", "),
    maxAge: String(maxAge),
  };
}

function requireNames(option: string, fields: readonly string[]): void {
  if (!Array.isArray(fields)) throw invalid(`its ${option} are a list of names`);
  const stranger = fields.find((name) => !isToken(name) || name === "*");
  if (stranger === undefined) return;
  const reason =
    stranger === "*" ? "which leaves out Authorization, and with credentials stands for itself: name them" : "which is no header";
  throw invalid(`its ${option} have ${String(stranger)}, ${reason}`);
}

function requireMethods(methods: readonly string[] | "routes"): void {
  if (methods === "routes") return;
  if (!Array.isArray(methods)) throw invalid('its methods are a list of names, or "routes"');
  const stranger = methods.find((name) => !isToken(name) || name === "*" || name !== name.toUpperCase() || forbiddenMethods.has(name));
  if (stranger === undefined) return;
  throw invalid(`its methods have ${String(stranger)}: name them, in capitals, and none that pages cannot use`);
}

function invalid(fault: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `cors() cannot be made: ${fault}.`);
}

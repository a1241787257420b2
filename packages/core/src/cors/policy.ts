import type { Awaitable } from "../contract/provider.js";
import type { AnswerFields, Reply } from "../contract/refusal.js";
import type { RequestView } from "../contract/request-view.js";
import { addVary } from "./vary.js";
import type { FromRoutes } from "./from-routes.js";
import type { CorsSettings } from "./settings.js";

/** What only the policy says, whoever else would like to. */
const own = ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Expose-Headers"] as const;
const asked = ["Access-Control-Request-Method", "Access-Control-Request-Headers"] as const;

/** Whether a browser asks if it may send something else (Fetch section 4.8). Any other OPTIONS is a request like others. */
export function isPreflight(request: RequestView): boolean {
  return request.method === "OPTIONS" && request.header("origin").length > 0 && request.header(asked[0]).length > 0;
}

/** Which pages may call, and what their browsers are told (Fetch section 3.3). */
export class CorsPolicy {
  readonly #settings: CorsSettings;
  readonly #routes: FromRoutes;
  readonly #varies: readonly string[];

  constructor(settings: CorsSettings, routes: FromRoutes) {
    this.#settings = settings;
    this.#routes = routes;
    this.#varies = settings.origins === "*" ? [] : ["Origin"];
  }

  /** Whether the page that a request comes from may read the answer. Throws, or rejects, what the application's function does. */
  allows(request: RequestView): Awaitable<boolean> {
    const { origins } = this.#settings;
    if (origins === "*") return true;
    const [origin, ...others] = request.header("origin");
    return origin !== undefined && others.length === 0 && origins(origin, request);
  }

  /** The whole answer to a preflight. It says the same for every page that may, whatever it asked for. */
  preflight(request: RequestView, isAllowed: boolean): Reply {
    const { maxAge } = this.#settings;
    const [methods, headers] = [this.#listOf("methods"), this.#listOf("headers")];
    const vary = [...this.#varies, ...asked].join(", ");
    if (!isAllowed) return { status: 204, headers: { Vary: vary }, body: "" };
    const granted = {
      ...this.#granted(request),
      ...(methods !== "" && { "Access-Control-Allow-Methods": methods }),
      ...(headers !== "" && { "Access-Control-Allow-Headers": headers }),
      "Access-Control-Max-Age": maxAge,
    };
    return { status: 204, headers: { ...granted, Vary: vary }, body: "" };
  }

  #listOf(what: "methods" | "headers"): string {
    const listed = this.#settings[what];
    return (listed === "routes" ? this.#routes[what] : listed).join(", ");
  }

  /** Changes the header fields of any other answer. Doing so twice changes nothing more. */
  amend(fields: AnswerFields, request: RequestView, isAllowed: boolean): void {
    const { exposed } = this.#settings;
    for (const name of own) fields.delete(name);
    addVary(fields, this.#varies);
    if (!isAllowed) return;
    for (const [name, value] of Object.entries(this.#granted(request))) fields.set(name, value);
    if (exposed !== "") fields.set("Access-Control-Expose-Headers", exposed);
  }

  #granted(request: RequestView): Readonly<Record<string, string>> {
    const { origins, credentials } = this.#settings;
    const origin = origins === "*" ? "*" : (request.header("origin")[0] ?? "");
    return { "Access-Control-Allow-Origin": origin, ...(credentials && { "Access-Control-Allow-Credentials": "true" }) };
  }
}

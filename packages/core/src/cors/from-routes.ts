import { answeredMethods } from "../contract/endpoint.js";
import type { Scheme } from "../contract/scheme.js";
import { forbiddenMethods } from "./settings.js";

/** What a route has to do with pages of other origins. */
export interface SharedRoute {
  /** `ALL` for every method. */
  readonly method: string;
  readonly schemes: readonly Pick<Scheme, "openapi">[];
}

/** In this order, since browsers show it to people. */
const common = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** What pages need of an application's routes: the methods that these answer, where pages can use them, and the header fields that their schemes read. */
export class FromRoutes {
  readonly #methods = new Set<string>();
  readonly #headers = new Set(["Content-Type"]);

  add(routes: Iterable<SharedRoute>): void {
    for (const { method, schemes } of routes) {
      for (const one of method === "ALL" ? common : withHead(method)) this.#methods.add(one);
      for (const one of schemes) this.#addHeader(one);
    }
  }

  get methods(): readonly string[] {
    const others = [...this.#methods].filter((method) => !common.some((one) => one === method) && !forbiddenMethods.has(method));
    return [...common.filter((method) => this.#methods.has(method)), ...others];
  }

  get headers(): readonly string[] {
    return [...this.#headers];
  }

  #addHeader({ openapi }: Pick<Scheme, "openapi">): void {
    if (openapi["type"] !== "apiKey") this.#headers.add("Authorization");
    else if (openapi["in"] === "header") this.#headers.add(String(openapi["name"]));
  }
}

function withHead(method: string): readonly string[] {
  return method === "GET" ? answeredMethods(method) : [method];
}

import type { Json } from "./json.js";
import type { SchemeSpec } from "./scheme.js";

export interface EdgeSpec {
  readonly as?: string;
  readonly dep?: string;
  readonly scheme?: string;
  readonly scopes?: readonly string[];
  readonly useCache?: boolean;
  readonly lifetime?: "function" | "request";
}

export interface ThrowSpec {
  readonly status?: number;
  readonly detail?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DepSpec {
  readonly needs?: readonly EdgeSpec[];
  readonly securityScopes?: boolean;
  readonly sync?: boolean;
  readonly yields?: { readonly onError?: "rethrow" | "replace" | "swallow"; readonly throwAfter?: boolean };
  readonly throws?: ThrowSpec;
}

export interface RouteSpec {
  readonly method: string;
  readonly path: string;
  readonly deps?: readonly EdgeSpec[];
  readonly needs?: readonly EdgeSpec[];
  readonly throws?: ThrowSpec;
  readonly streams?: boolean;
}

interface RouterSpec {
  readonly prefix: string;
  readonly deps?: readonly EdgeSpec[];
  readonly includeDeps?: readonly EdgeSpec[];
  readonly routes: readonly RouteSpec[];
}

export interface GraphSpec {
  readonly schemes?: Readonly<Record<string, SchemeSpec>>;
  readonly deps?: Readonly<Record<string, DepSpec>>;
  readonly app?: { readonly deps?: readonly EdgeSpec[] };
  readonly routers?: readonly RouterSpec[];
  readonly routes?: readonly RouteSpec[];
  readonly overrides?: Readonly<Record<string, string>>;
}

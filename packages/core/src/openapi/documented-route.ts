import type { Requirement } from "../plan/requirement.js";
import type { JsonObject } from "./document.js";
import type { OperationDescription } from "./description.js";

/** One route, as far as a document is concerned. */
export interface DocumentedRoute {
  readonly method: string;
  readonly path: string;
  /** Whether the path is a regular expression, written out. */
  readonly isExpression: boolean;
  readonly access: "secured" | "optional" | "open" | "unmarked";
  readonly requirement: Requirement;
  readonly description: OperationDescription;
  /** What the providers that it needs read from the body. */
  readonly requestBody: JsonObject | undefined;
}

/** A route that OpenAPI cannot describe, and why. */
export interface LeftOut {
  readonly method: string;
  readonly path: string;
  readonly reason: string;
}

/** Every method that a path item may have. */
export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** A method as a path item has it. */
export type OperationMethod = (typeof methods)[number];

/** What `ALL` stands for: what people mean by it. HEAD and OPTIONS are the framework's and CORS's. */
const common: readonly OperationMethod[] = ["get", "put", "post", "delete", "patch"];

/** The methods of a route, as path items have them. Empty: OpenAPI has no place for it. */
export function methodsOf({ method }: DocumentedRoute): readonly OperationMethod[] {
  return method === "ALL" ? common : methods.filter((one) => one === method.toLowerCase());
}

/** Why a route does not appear in a document; `undefined` where it does. */
export function reasonAgainst(route: DocumentedRoute): string | undefined {
  if (route.isExpression) return "a regular expression";
  if (route.access === "unmarked") return "neither secured nor marked open";
  return methodsOf(route).length === 0 ? "a method that OpenAPI does not know" : undefined;
}

import { definition, isProvider, type Definition } from "../contract/provider.js";
import type { OperationDescription } from "../openapi/description.js";
import type { DocumentedRoute } from "../openapi/documented-route.js";
import { asksNothing, type Requirement } from "../plan/requirement.js";
import { reportOf, requirementOf, type MarkedRoute } from "./report.js";

/** What a document says of a route. A form is a body there, and nothing that a caller must bring besides. */
export function documentedRoute(route: MarkedRoute, description: OperationDescription): DocumentedRoute {
  const { method, path, access } = reportOf(route, "declared");
  const { isExpression = false, own } = route;
  const forms = own.flatMap(({ declared }) => formsAmong(declared.keys));
  const requirement = without(
    forms.map(({ name }) => name),
    requirementOf(route, "declared"),
  );
  return {
    method,
    path,
    isExpression,
    access: forms.length > 0 && requirement.every(asksNothing) ? "open" : access,
    requirement,
    description,
    requestBody: forms[0]?.openapi?.requestBody,
  };
}

/** The providers of a plan that read from the body, and describe it. */
function formsAmong(keys: readonly unknown[]): readonly (Definition & { kind: "function" })[] {
  return keys.filter(isProvider).flatMap((provider) => {
    if (typeof provider === "function") return [];
    const made = provider[definition];
    return made.kind === "function" && made.openapi !== undefined ? [made] : [];
  });
}

function without(forms: readonly string[], requirement: Requirement): Requirement {
  return requirement.map((one) => ({ ...one, providers: one.providers.filter((name) => !forms.includes(name)) }));
}

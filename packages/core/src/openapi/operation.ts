import { ConfigurationError } from "../contract/errors.js";
import { refusals } from "./components.js";
import type { JsonObject, OpenApiOperation, SecurityRequirement } from "./document.js";
import type { DocumentedRoute, OperationMethod } from "./documented-route.js";
import { parametersOf, type NamedTemplate } from "./parameters.js";
import { isSameSecurity, mayForbid, providersOf, securityOf } from "./requirements.js";

/** An operation as a route's description has it, without what follows from security. */
export function describedOperation(route: DocumentedRoute, template: NamedTemplate, method: OperationMethod): OpenApiOperation {
  const { hidden: _, operationId: _id, parameters: described, requestBody, responses, ...rest } = route.description;
  const parameters = parametersOf(template, described);
  const takesBody = ["post", "put", "patch"].includes(method);
  const body = requestBody ?? (takesBody ? route.requestBody : undefined);
  return {
    ...rest,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: body }),
    responses: responses ?? { "200": { description: "OK" } },
  };
}

/**
 * Adds to an operation who may call it, and which refusals it may answer with.
 *
 * @throws ConfigurationError where it says something else already.
 */
export function securedOperation(operation: OpenApiOperation, route: DocumentedRoute, isGlobal: boolean): OpenApiOperation {
  requireAgreement(operation, route);
  const security = operation.security ?? securityFor(route, isGlobal);
  const providers = providersOf(route.requirement);
  return {
    ...operation,
    responses: { ...refusalsOf(route), ...operation.responses },
    ...(security !== undefined && { security }),
    ...(providers.length > 0 && { "x-ampoule-providers": providers }),
  };
}

/** An open route needs to say so only where the document secures everything. */
function securityFor({ access, requirement }: DocumentedRoute, isGlobal: boolean): readonly SecurityRequirement[] | undefined {
  if (access === "open") return isGlobal ? [] : undefined;
  const security = securityOf(requirement);
  return security.length === 0 ? undefined : security;
}

function refusalsOf({ access, requirement, method }: DocumentedRoute): JsonObject {
  if (access === "open") return {};
  return { "401": refer("401"), ...(mayForbid(requirement, method) && { "403": refer("403") }) };
}

function refer(status: keyof typeof refusals): JsonObject {
  return { $ref: `#/components/responses/${refusals[status]}` };
}

/** What custom providers ask for, only the document's author can say. */
function requireAgreement({ security: said }: OpenApiOperation, route: DocumentedRoute): void {
  if (said === undefined) return;
  const meant = route.access === "open" ? [] : securityOf(route.requirement);
  const asksByItself = providersOf(route.requirement).length > 0;
  const isOpened = asksByItself && route.access === "secured" && letsAnybodyIn(said);
  if (!isOpened && (asksByItself || isSameSecurity(said, meant))) return;
  throw new ConfigurationError(
    "openapi_conflict",
    `The document says that ${route.method} ${route.path} asks for ${JSON.stringify(said)}, but the route asks for ${JSON.stringify(meant)}: take \`security\` out of the document.`,
  );
}

const letsAnybodyIn = (security: readonly SecurityRequirement[]): boolean =>
  security.length === 0 || security.some((one) => Object.keys(one).length === 0);

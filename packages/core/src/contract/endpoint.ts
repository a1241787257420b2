import type { OperationDescription } from "../openapi/description.js";
import type { Needs } from "./provider.js";

/** Carried by every endpoint, of this copy of the package or another. */
const endpointMark: unique symbol = Symbol.for("@ampoule/endpoint");

/** The methods that an endpoint may answer. One that answers GET answers HEAD as well. */
export type EndpointMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A handler as a value, for any framework: made by `endpoint`, mounted by `secure(…)`. */
export interface Endpoint {
  readonly [endpointMark]: EndpointDefinition;
}

/** What an endpoint is made of, with its types erased. */
export interface EndpointDefinition {
  readonly method: EndpointMethod;
  readonly needs: Needs;
  readonly run: (needs: never) => unknown;
  readonly open: boolean;
  readonly description: OperationDescription;
}

/** Makes an endpoint of its definition. */
export function makeEndpoint(made: EndpointDefinition): Endpoint {
  return Object.freeze({ [endpointMark]: Object.freeze(made) });
}

/** What `value` is made of where it is an endpoint. */
export function endpointIn(value: unknown): EndpointDefinition | undefined {
  return typeof value === "object" && value !== null && Object.hasOwn(value, endpointMark) ? (value as Endpoint)[endpointMark] : undefined;
}

/** The methods that are answered where this one is. */
export function answeredMethods(method: EndpointMethod): readonly string[] {
  return method === "GET" ? ["GET", "HEAD"] : [method];
}

import type { RawRequest } from "../raw-http.js";
import type { Material } from "./tokens.js";

/** The path that a server under test protects. */
export const protectedPath = "/me";

/** One request, and what is right to answer. */
export interface BearerCase {
  readonly name: string;
  /** The statuses that are right. */
  readonly right: readonly number[];
  readonly request: (material: Material) => RawRequest;
}

/** A request with these header fields; `right` is 401 where nothing is said. */
export function fieldsCase(name: string, fields: (material: Material) => readonly string[], right: readonly number[] = [401]): BearerCase {
  return { name, right, request: (material) => ({ target: protectedPath, fields: fields(material) }) };
}

/** A request with this value of `Authorization`. */
export function valueCase(name: string, value: (material: Material) => string, right?: readonly number[]): BearerCase {
  return fieldsCase(name, (material) => [`Authorization: ${value(material)}`], right);
}

/** A request with this bearer token. */
export function tokenCase(name: string, token: (material: Material) => string, right?: readonly number[]): BearerCase {
  return valueCase(name, (material) => `Bearer ${token(material)}`, right);
}

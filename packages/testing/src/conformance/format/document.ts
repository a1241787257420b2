import type { Json } from "./json.js";

/** The alternatives of an operation; `null` for none. */
export type SecuritySpec = readonly Readonly<Record<string, readonly string[]>>[] | null;

/** What the OpenAPI document of a scheme has to say. */
export interface SchemeDocumentExpectation {
  readonly securitySchemes?: Readonly<Record<string, Json>>;
  readonly security: SecuritySpec;
  readonly responseCodes?: readonly string[];
  readonly requestBody?: { readonly required: boolean; readonly contentType: string; readonly schema: Json };
}

/** What the OpenAPI document of several routes has to say. */
export interface DocumentExpectation {
  readonly security: Readonly<Record<string, SecuritySpec>>;
  readonly securitySchemes: Readonly<Record<string, Json>> | null;
  /** Not in files: the answers that each operation names, where a case says. */
  readonly responseCodes?: readonly string[];
  /** Not in files: the code of the error that there is instead of a document. */
  readonly error?: string;
}

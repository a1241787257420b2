/** A JSON object of the document, as OpenAPI 3.1 describes it. Ampoule does not check what it does not write itself. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the document is about. */
export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
  readonly [field: string]: unknown;
}

/** One way in: each scheme's name with the scopes that are needed. All of them together; `{}` asks for nothing. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** What one method of one path does. */
export interface OpenApiOperation {
  readonly security?: readonly SecurityRequirement[];
  readonly responses?: JsonObject;
  readonly parameters?: readonly JsonObject[];
  readonly requestBody?: JsonObject;
  readonly operationId?: string;
  readonly [field: string]: unknown;
}

/** Everything below one path, methods in small letters. */
export interface OpenApiPathItem {
  readonly get?: OpenApiOperation;
  readonly put?: OpenApiOperation;
  readonly post?: OpenApiOperation;
  readonly delete?: OpenApiOperation;
  readonly options?: OpenApiOperation;
  readonly head?: OpenApiOperation;
  readonly patch?: OpenApiOperation;
  readonly trace?: OpenApiOperation;
  readonly parameters?: readonly JsonObject[];
  readonly [field: string]: unknown;
}

/** An OpenAPI document, 3.1 or 3.2. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: OpenApiInfo;
  readonly paths?: Readonly<Record<string, OpenApiPathItem>>;
  readonly components?: Readonly<Record<string, JsonObject>>;
  readonly security?: readonly SecurityRequirement[];
  readonly servers?: readonly JsonObject[];
  readonly [field: string]: unknown;
}

/** A document of the application's routes alone. */
export interface NewDocument {
  readonly info: OpenApiInfo;
  /** Where the API is served. Default: where the document is. */
  readonly servers?: readonly JsonObject[];
  readonly tags?: readonly JsonObject[];
  readonly externalDocs?: JsonObject;
}

/** A document of the application's own, which is kept; what Ampoule knows is added. */
export interface ExistingDocument {
  /** OpenAPI 3.1 or 3.2, of any generator or written by hand. It is not changed. */
  readonly document: OpenApiDocument;
}

/** What a document is made from. */
export type DocumentOptions = NewDocument | ExistingDocument;

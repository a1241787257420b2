export type { OperationDescription } from "./description.js";
export type {
  DocumentOptions,
  ExistingDocument,
  JsonObject,
  NewDocument,
  OpenApiDocument,
  OpenApiInfo,
  OpenApiOperation,
  OpenApiPathItem,
  SecurityRequirement,
} from "./document.js";

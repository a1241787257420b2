import { ConfigurationError } from "../contract/errors.js";
import type { DocumentOptions, OpenApiDocument } from "./document.js";

/** What a document starts from. @throws ConfigurationError on what is no document of a version that can say what Ampoule knows. */
export function baseOf(options: DocumentOptions): OpenApiDocument {
  const base: OpenApiDocument = "document" in options ? options.document : { openapi: "3.1.0", ...options };
  requireVersion(base.openapi);
  const { title, version } = base.info ?? {};
  if (typeof title === "string" && typeof version === "string") return base;
  throw new ConfigurationError("invalid_option", "A document needs an info with a title and a version, both text.");
}

/** 3.0 has no place for the scopes of anything but OAuth2, and reads schemas by other rules. */
function requireVersion(version: unknown): void {
  if (typeof version === "string" && /^3\.[12]\.\d+$/.test(version)) return;
  throw new ConfigurationError(
    "invalid_option",
    `The document is of OpenAPI ${JSON.stringify(version)}; Ampoule adds to 3.1 and 3.2: let its generator write 3.1, or convert it.`,
  );
}

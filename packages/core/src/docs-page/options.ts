import { ConfigurationError } from "../contract/errors.js";
import type { Awaitable } from "../contract/provider.js";

/** What a file holds. */
export type AssetContent = Uint8Array<ArrayBuffer> | ArrayBuffer | string;

/** Reads a file of the npm package swagger-ui-dist. `undefined` or `null`: there is none. */
export type ReadAsset = (name: string) => Awaitable<AssetContent | null | undefined>;

/** How the page signs people in where a scheme has an OAuth2 flow. */
interface DocsOAuth {
  /** A public client: a page cannot keep a secret. Its redirect address is the page's own. */
  readonly clientId: string;
  /** Scopes that are ticked from the start. Default: none. */
  readonly scopes?: readonly string[];
  /** PKCE is used in any case, and cannot be switched off. */
  readonly usePkce?: true;
}

/** What the documentation page needs to know. */
export interface DocsOptions {
  /** Where the document is, as a browser finds it from the page: `"/openapi.json"`. */
  readonly openapi: string;
  /** The page's title. Default: `"API"`. */
  readonly title?: string;
  /** Default: people fill in the client themselves. */
  readonly oauth?: DocsOAuth;
  /** Origins that the page may call besides its own and those that documents of this application name. Default: none. */
  readonly connect?: readonly string[];
  /** Where the files of swagger-ui-dist come from. Default, where there is a file system: the installed package. */
  readonly assets?: ReadAsset;
}

/** @throws ConfigurationError on options that a page cannot be made of. */
export function requireDocsOptions({ openapi, oauth, connect = [] }: DocsOptions): void {
  if (typeof openapi !== "string" || openapi === "") {
    throw new ConfigurationError("invalid_option", 'docs() needs the address of a document, as { openapi: "/openapi.json" }.');
  }
  if (oauth !== undefined && (typeof oauth.clientId !== "string" || oauth.clientId === "")) {
    throw new ConfigurationError("invalid_option", "docs() was given oauth without a clientId.");
  }
  const strange = connect.find((origin) => !isOrigin(origin));
  if (strange === undefined) return;
  throw new ConfigurationError(
    "invalid_option",
    `docs() may connect to origins such as "https://id.example.com", not to ${JSON.stringify(strange)}.`,
  );
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

import type { SchemeSpec } from "../format/scheme.js";
import { requireKnown, UnknownInCase } from "../fields.js";

const common = ["type", "autoError", "schemeName", "description"];
const key = ["name"];

/** Every type of scheme that a case may have, with its fields. */
const fields: Readonly<Record<string, readonly string[]>> = {
  apiKeyHeader: key,
  apiKeyQuery: key,
  apiKeyCookie: key,
  httpBase: ["scheme"],
  httpBasic: ["realm"],
  httpBearer: ["bearerFormat"],
  httpDigest: [],
  oauth2: ["flows"],
  oauth2PasswordBearer: ["tokenUrl", "refreshUrl", "scopes"],
  oauth2AuthorizationCodeBearer: ["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"],
  openIdConnect: ["openIdConnectUrl"],
  oauth2PasswordRequestForm: [],
  oauth2PasswordRequestFormStrict: [],
};

export function requireKnownScheme(spec: SchemeSpec): void {
  const own = Object.hasOwn(fields, spec.type) ? fields[spec.type] : undefined;
  if (own === undefined) throw new UnknownInCase(`this runner does not know schemes of the type "${spec.type}"`);
  requireKnown(`the scheme of the type ${spec.type}`, spec, [...common, ...own]);
}

export function isForm({ type }: SchemeSpec): boolean {
  return type.startsWith("oauth2PasswordRequestForm");
}

/** The auth-scheme that credentials travel under, in small letters; `undefined` for API keys and forms. */
export function authSchemeOf({ type, scheme }: SchemeSpec): string | undefined {
  if (type.startsWith("apiKey") || type.startsWith("oauth2PasswordRequestForm")) return undefined;
  const named: Readonly<Record<string, string | undefined>> = { httpBasic: "basic", httpDigest: "digest", httpBase: scheme };
  return Object.hasOwn(named, type) ? named[type]?.toLowerCase() : "bearer";
}

/** The auth-scheme of its challenge. Case does not matter. */
export function challengeOf(spec: SchemeSpec): string {
  return authSchemeOf(spec) ?? "APIKey";
}

const names: Readonly<Record<string, string>> = {
  apiKeyHeader: "APIKeyHeader",
  apiKeyQuery: "APIKeyQuery",
  apiKeyCookie: "APIKeyCookie",
  httpBase: "HTTPBase",
  httpBasic: "HTTPBasic",
  httpBearer: "HTTPBearer",
  httpDigest: "HTTPDigest",
  oauth2: "OAuth2",
  oauth2PasswordBearer: "OAuth2PasswordBearer",
  oauth2AuthorizationCodeBearer: "OAuth2AuthorizationCodeBearer",
  openIdConnect: "OpenIdConnect",
};

/** What a document calls it. */
export function schemeNameOf({ type, schemeName = "" }: SchemeSpec): string {
  return schemeName === "" ? (names[type] ?? type) : schemeName;
}

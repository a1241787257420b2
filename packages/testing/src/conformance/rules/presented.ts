import type { RequestSpec } from "../format/exchange.js";
import type { SchemeSpec } from "../format/scheme.js";
import { authSchemeOf } from "../schemes/known.js";

const token68 = /^[A-Za-z0-9\-._~+/]+=*$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const keyText = /^[\x21-\x7e]{1,1024}$/;
/** What is longer is refused unread. */
const longest = { basic: 2_048, token: 8_192 };
const parameters =
  /(?:^|,)[ \t]*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*=[ \t]*(?:"(?:[^"\\]|\\.)*"|[!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*(?=,|$)/g;
const nonAscii = /[^\0-\x7f]/;

/** Every value that a request carries where a scheme looks, as it stands there, without outer white space. */
export function presented(spec: SchemeSpec, request: RequestSpec): readonly string[] {
  const { type, name = "" } = spec;
  if (type === "apiKeyQuery") return queryOf(request).getAll(name);
  if (type === "apiKeyCookie") return cookieValues(request, name).map((value) => value.replace(/^"(.*)"$/, "$1"));
  if (type.startsWith("oauth2PasswordRequestForm")) return [];
  return fieldLines(request, type === "apiKeyHeader" ? name : "authorization");
}

/** Whether a credential comes twice, or as two that were joined by a comma on the way. */
export function isRepeated(spec: SchemeSpec, request: RequestSpec): boolean {
  const values = presented(spec, request);
  const [first = ""] = values;
  if (values.length > 1) return true;
  const own = authSchemeOf(spec);
  return first.includes(",") && (own === undefined || !isOneField(first, own));
}

/** Whether a field with commas is one credential all the same: they stand between parameters. */
function isOneField(value: string, own: string): boolean {
  const sent = sentScheme(value);
  if (sent === own && ["bearer", "basic"].includes(own)) return false;
  return isParameterList(credentialOf(value));
}

/** Whether a credential is there, alone, and not what its specification says that it is. */
export function isMalformed(spec: SchemeSpec, request: RequestSpec): boolean {
  const [value = "", ...others] = presented(spec, request);
  if (value === "" || others.length > 0) return false;
  const own = authSchemeOf(spec);
  if (own === undefined) return !keyText.test(value);
  if (sentScheme(value) !== own) return false;
  const credential = credentialOf(value);
  if (own === "basic") return credential.length > longest.basic || basicText(credential) === undefined;
  if (credential.length > longest.token) return true;
  return !token68.test(credential) && (own === "bearer" || !isParameterList(credential));
}

/** What stands behind the auth-scheme and spaces. */
function credentialOf(value: string): string {
  return value.slice(sentScheme(value).length).replace(/^ +/, "");
}

/** Whether text is a list of parameters (RFC 9110 section 11.4), none of which comes twice. */
function isParameterList(text: string): boolean {
  const names = [...text.matchAll(parameters)].map(([, name = ""]) => name.toLowerCase());
  const rest = text.replace(parameters, "").replace(/[\s,]/g, "");
  return names.length > 0 && rest === "" && new Set(names).size === names.length;
}

/** Whether a credential of another auth-scheme is there. */
export function isOfAnotherScheme(spec: SchemeSpec, request: RequestSpec): boolean {
  const own = authSchemeOf(spec);
  const [value = "", ...others] = presented(spec, request);
  return own !== undefined && value !== "" && others.length === 0 && sentScheme(value) !== own;
}

/** What a Basic credential says where it is well-formed and goes beyond ASCII. */
export function unicodeBasic(spec: SchemeSpec, request: RequestSpec): { username: string; password: string } | undefined {
  const [value = ""] = presented(spec, request);
  if (authSchemeOf(spec) !== "basic" || sentScheme(value) !== "basic") return undefined;
  const text = basicText(credentialOf(value))?.normalize("NFC");
  if (text === undefined || !nonAscii.test(text)) return undefined;
  const colon = text.indexOf(":");
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The quoted text of a cookie, where it holds what Python would take for escapes. */
export function escapedCookie(spec: SchemeSpec, request: RequestSpec): string | undefined {
  const [value = "", ...others] = spec.type === "apiKeyCookie" ? cookieValues(request, spec.name ?? "") : [];
  return others.length === 0 && /^".*\\.*"$/.test(value) ? value.slice(1, -1) : undefined;
}

/** The lines of one field, in any case. */
export function fieldLines({ headers = {} }: RequestSpec, name: string): readonly string[] {
  const mine = Object.entries(headers).filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase());
  return mine.flatMap(([, value]) => [value].flat()).map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ""));
}

function sentScheme(value: string): string {
  return (value.split(/[ \t]/, 1)[0] ?? "").toLowerCase();
}

function queryOf({ query = {}, rawQuery }: RequestSpec): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string]));
  return new URLSearchParams(rawQuery ?? pairs);
}

function cookieValues(request: RequestSpec, name: string): string[] {
  const jar = Object.entries(request.cookies ?? {}).map(([key, value]) => `${key}=${value}`);
  const parts = [...fieldLines(request, "cookie"), ...jar].flatMap((line) => line.split(";"));
  const pairs = parts.filter((part) => part.includes("=")).map((part) => [part.slice(0, part.indexOf("=")).trim(), part] as const);
  return pairs.filter(([key]) => key === name).map(([, part]) => part.slice(part.indexOf("=") + 1).trim());
}

/** The text of Basic credentials (RFC 7617 section 2), or `undefined`. */
function basicText(encoded: string): string | undefined {
  if (encoded === "" || !base64.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, "base64");
  const text = bytes.toString("utf8");
  const isWhole = bytes.toString("base64") === encoded && Buffer.from(text, "utf8").equals(bytes);
  // oxlint-disable-next-line no-control-regex -- RFC 7617 section 2 forbids exactly these
  return isWhole && text.includes(":") && !/[\u0000-\u001f\u007f-\u009f]/.test(text) ? text : undefined;
}

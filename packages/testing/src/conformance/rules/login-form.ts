import type { ExchangeExpectation, RequestSpec } from "../format/exchange.js";
import type { Json } from "../format/json.js";
import type { ExchangeSituation } from "./deviation.js";
import { fieldLines } from "./presented.js";

const fields = ["grant_type", "username", "password", "scope", "client_id", "client_secret"];
const scopeName = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** What RFC 6749 (appendix A.15) leaves out, and what stands where bytes are no UTF-8. */
// oxlint-disable-next-line no-control-regex -- these are the characters
const forbidden = /[\u0000-\u0008\u000a-\u001f\u007f\ufffd]/;

type Client = { readonly clientId: string; readonly clientSecret: string | null };

/** What is expected where the reference lists what is wrong with a login form, or overlooks what RFC 6749 says of it. */
export function formErrorInstead({ expect, request }: ExchangeSituation): ExchangeExpectation | undefined {
  const isFormError = expect.status === 422 && problemsOf(expect.json).some(isAboutField);
  const form = expect.status === 200 ? formIn(expect.json) : undefined;
  if (!isFormError && form === undefined) return undefined;
  const client = clientIn(request);
  if (client === "malformed") return { status: 401, headers: { "www-authenticate": "Basic" }, json: { error: "invalid_client" } };
  const error = wrongText(request, client) ?? wrongGrant(request) ?? (isFormError ? "invalid_request" : wrongScope(request));
  if (error !== undefined) return { status: 400, headers: { "www-authenticate": null }, json: { error } };
  const read = { ...form, ...normalised(form ?? {}), ...client };
  return JSON.stringify(read) === JSON.stringify(form) ? undefined : { ...expect, json: { form: read } };
}

/** A field that comes twice, or holds what no field may; or a client that names itself in two places. */
function wrongText(request: RequestSpec, client: Client | undefined): string | undefined {
  const form = formOf(request);
  const isWrong = fields.some((field) => form.getAll(field).length > 1 || forbidden.test(form.get(field) ?? ""));
  const isTwice = client !== undefined && (form.get("client_id") ?? form.get("client_secret") ?? "") !== "";
  return isWrong || isTwice ? "invalid_request" : undefined;
}

function wrongGrant(request: RequestSpec): string | undefined {
  return ["", "password"].includes(formOf(request).get("grant_type") ?? "") ? undefined : "unsupported_grant_type";
}

function wrongScope(request: RequestSpec): string | undefined {
  const scopes = (formOf(request).get("scope") ?? "").split(/\s+/);
  return scopes.every((scope) => scope === "" || scopeName.test(scope)) ? undefined : "invalid_scope";
}

/** Section 2.3.1 has the client name itself in a Basic header, form-encoded. */
function clientIn(request: RequestSpec): Client | "malformed" | undefined {
  const [line = ""] = fieldLines(request, "authorization");
  if (!/^basic(?:\s|$)/i.test(line)) return undefined;
  const [, encoded = ""] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(line) ?? [];
  const [clientId = "", clientSecret] = Buffer.from(encoded, "base64").toString("utf8").split(/:(.*)/s, 2).map(decodeURIComponent);
  return clientId === "" || clientSecret === undefined
    ? "malformed"
    : { clientId, clientSecret: clientSecret === "" ? null : clientSecret };
}

/** The same name has one spelling, whichever keyboard it came from. */
function normalised(form: Readonly<Record<string, Json>>): Record<string, Json> {
  const texts = ["username", "password"].map((field) => [field, form[field]] as const);
  return Object.fromEntries(texts.flatMap(([field, text]) => (typeof text === "string" ? [[field, text.normalize("NFC")]] : [])));
}

/** The fields of a form, however it is sent. */
function formOf({ form = {}, multipart = {}, body = "" }: RequestSpec): URLSearchParams {
  const pairs = Object.entries({ ...form, ...multipart }).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as [string, string]),
  );
  return new URLSearchParams(body === "" ? pairs : body);
}

function formIn(json: Json | undefined): Readonly<Record<string, Json>> | undefined {
  return typeof json === "object" && json !== null && "form" in json ? (json.form as Record<string, Json>) : undefined;
}

function problemsOf(json: Json | undefined): readonly Json[] {
  const detail = typeof json === "object" && json !== null && "detail" in json ? json.detail : undefined;
  return Array.isArray(detail) ? detail : [];
}

/** Whether a problem is about a field of the form: FastAPI says where as `["body", field]`. */
function isAboutField(problem: Json): boolean {
  const loc = typeof problem === "object" && problem !== null && "loc" in problem ? problem.loc : undefined;
  return Array.isArray(loc) && loc[0] === "body" && fields.includes(String(loc[1]));
}

import type { RawRequest } from "../raw-http.js";
import type { RequestSpec } from "./format/exchange.js";
import type { Json } from "./format/json.js";
import { requireKnown } from "./fields.js";

const known = ["method", "path", "headers", "query", "rawQuery", "cookies", "form", "multipart", "json", "body"];
const boundary = "ampoule-conformance";

/** Writes down a request of a case as it goes over the wire. */
export function requestBytes(spec: RequestSpec): RawRequest {
  requireKnown("the request", spec, known);
  const { contentType, body } = bodyOf(spec);
  const declaresType = Object.keys(spec.headers ?? {}).some((name) => name.toLowerCase() === "content-type");
  const fields = [
    ...(contentType === undefined || declaresType ? [] : [`Content-Type: ${contentType}`]),
    ...linesOf(spec.headers ?? {}),
    ...cookieLine(spec.cookies ?? {}),
  ];
  return { method: spec.method, target: targetOf(spec), fields, body };
}

function targetOf({ path, query = {}, rawQuery = pairs(query) }: RequestSpec): string {
  return rawQuery === "" ? path : `${path}?${rawQuery}`;
}

/** Name and value pairs, urlencoded; an array is a repeated name. */
function pairs(values: Readonly<Record<string, string | readonly string[]>>): string {
  const list = Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string]));
  return new URLSearchParams(list).toString();
}

function linesOf(headers: NonNullable<RequestSpec["headers"]>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${fieldText(one)}`));
}

function cookieLine(cookies: Readonly<Record<string, string>>): string[] {
  const parts = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? [] : [`Cookie: ${fieldText(parts.join("; "))}`];
}

/** Field text is sent as ISO-8859-1; what that does not have goes as the bytes of UTF-8. */
function fieldText(text: string): string {
  return /[\u0100-\uffff]/.test(text) ? bytesOf(text) : text;
}

/** The bytes of UTF-8, one character for each. */
function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function bodyOf({ form, multipart, json, body }: RequestSpec): { contentType?: string; body: string } {
  if (form !== undefined) return { contentType: "application/x-www-form-urlencoded", body: pairs(form) };
  if (multipart !== undefined) return { contentType: `multipart/form-data; boundary=${boundary}`, body: partsOf(multipart) };
  if (json !== undefined) return { contentType: "application/json", body: bytesOf(textOf(json)) };
  return { body: bytesOf(body ?? "") };
}

const textOf = (json: Json): string => JSON.stringify(json);

function partsOf(fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return bytesOf(`${parts.join("")}--${boundary}--\r\n`);
}

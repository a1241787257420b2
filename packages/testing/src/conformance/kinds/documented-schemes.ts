import type { DocumentExpectation } from "../format/document.js";
import type { RequestSpec } from "../format/exchange.js";
import type { Json } from "../format/json.js";
import type { SchemeSpec } from "../format/scheme.js";
import { isAt } from "../graph/routes.js";
import type { DocumentedOperation } from "../rules/deviation.js";

/** The schemes of each operation, as its application's document names them. */
export function documentedSchemes({ security, securitySchemes }: DocumentExpectation): Map<string, DocumentedOperation> {
  const entries = Object.entries(security).map(([name, said]) => {
    const names = [...new Set((said ?? []).flatMap((one) => Object.keys(one)))];
    const schemes = names.map((scheme) => specOf(scheme, securitySchemes?.[scheme] ?? null));
    return [name, { schemes, decides: false }] as const;
  });
  return new Map(entries);
}

/** The schemes that stand before the answer to a request. */
export function schemesFor(expected: DocumentExpectation | undefined, { method, path }: RequestSpec): readonly SchemeSpec[] {
  const operations = [...(expected === undefined ? [] : documentedSchemes(expected))];
  const isMine = ([name]: (typeof operations)[number]) => {
    const [own, template = ""] = name.split(" ");
    return own === method && isAt(template, path);
  };
  return operations.find(isMine)?.[1].schemes ?? [];
}

/** What a document says of a scheme, in the words of case files. */
function specOf(schemeName: string, said: Json): SchemeSpec {
  const { type, scheme, name, ...rest } = Object(said) as { type?: string; scheme?: string; name?: string; in?: string };
  if (type === "apiKey")
    return { type: { header: "apiKeyHeader", query: "apiKeyQuery" }[rest.in ?? ""] ?? "apiKeyCookie", schemeName, name: name ?? "" };
  const isNamed = type === "http" && scheme !== "bearer" && scheme !== "basic";
  if (isNamed) return { type: "httpBase", schemeName, scheme: scheme ?? "" };
  return { type: scheme === "basic" ? "httpBasic" : "httpBearer", schemeName };
}

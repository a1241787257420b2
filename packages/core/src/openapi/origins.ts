import type { JsonObject, OpenApiDocument } from "./document.js";

/** The origins that a document names in full: its servers, and the addresses of its security schemes. */
export function originsOf({ servers = [], components }: OpenApiDocument): readonly string[] {
  const schemes = Object.values(components?.["securitySchemes"] ?? {}) as readonly JsonObject[];
  const flows = schemes.flatMap(({ flows }) => Object.values((flows ?? {}) as JsonObject)) as readonly JsonObject[];
  const addresses = [
    ...servers.map(({ url }) => url),
    ...schemes.map(({ openIdConnectUrl }) => openIdConnectUrl),
    ...flows.flatMap(({ tokenUrl, refreshUrl }) => [tokenUrl, refreshUrl]),
  ];
  return [...new Set(addresses.flatMap(originOf))];
}

function originOf(address: unknown): readonly string[] {
  if (typeof address !== "string" || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return [];
  return [new URL(address).origin];
}

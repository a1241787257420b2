import type { RequestView } from "@ampoule/core";

/** A request in memory, from an address, with these fields (`"Name: value"`). */
export function requestFrom(remoteAddress: string | undefined, ...lines: string[]): RequestView {
  const fields = lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const);
  return {
    method: "POST",
    url: "/",
    header: (name) => fields.filter(([field]) => field === name.toLowerCase()).map(([, value]) => value),
    query: () => [],
    cookie: () => [],
    body: () => Promise.resolve(new Uint8Array()),
    remoteAddress,
    protocol: "http",
    aborted: false,
    signal: new AbortController().signal,
  };
}

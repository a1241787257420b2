/** What a body is, as its `Content-Type` says. */
export interface MediaType {
  /** Type and subtype in lower case. */
  readonly essence: string;
  /** By name, in lower case; values as written, without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
}

const start = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+/;
const parameter =
  /[ \t]*;[ \t]*(?:([!#$%&'*+\-.^_`|~0-9A-Za-z]+)=(?:([!#$%&'*+\-.^_`|~0-9A-Za-z]+)|"((?:[\t !\x23-\x5b\x5d-\x7e]|\\[\t\x20-\x7e])*)"))?/y;

/** Reads a `Content-Type` (RFC 9110 section 8.3.1). `undefined` for what is none, and where a parameter comes twice: nobody knows which one holds. */
export function readMediaType(text: string): MediaType | undefined {
  const essence = start.exec(text)?.[0];
  if (essence === undefined) return undefined;
  const parameters = new Map<string, string>();
  for (let end = essence.length; end < text.length; end = parameter.lastIndex) {
    parameter.lastIndex = end;
    const found = parameter.exec(text);
    if (found === null) return undefined;
    const name = found[1]?.toLowerCase();
    if (name === undefined) continue;
    if (parameters.has(name)) return undefined;
    parameters.set(name, found[2] ?? found[3]?.replace(/\\(.)/g, "$1") ?? "");
  }
  return { essence: essence.toLowerCase(), parameters };
}

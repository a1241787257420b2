import type { RequestView } from "@ampoule/core";

/** The field that proxies write the address of their client into. */
export type ForwardedHeader = "x-forwarded-for" | "forwarded";

/** Nobody has more proxies, and a field has room for thousands of them. */
const most = 100;

/** What proxies say whom they have a request from, the last one first. Text, not looked at yet. */
export function hopsOf(request: RequestView, header: ForwardedHeader): readonly string[] {
  const lines = request.header(header).toReversed();
  const hops = lines.flatMap((line) => (header === "forwarded" ? forwardedValues(line, "for") : line.split(",").map(blank)).toReversed());
  return hops.slice(0, most).map(withoutPort);
}

const blank = (text: string): string => text.trim();

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text;
}

const parameter = /[ \t]*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)=(?:([!#$%&'*+\-.^_`|~0-9A-Za-z:[\]]+)|"((?:[^"\\]|\\.)*)")[ \t]*([;,]|$)/y;

/** One parameter of each element of a field (RFC 7239 section 4); empty for an element without it, and for a field that is malformed: its parts cannot be told apart then. */
export function forwardedValues(line: string, wanted: "for" | "proto"): string[] {
  const values = [""];
  parameter.lastIndex = 0;
  while (parameter.lastIndex < line.length) {
    const [, name = "", plain, quoted = "", end] = parameter.exec(line) ?? [];
    if (name === "") return [""];
    if (name.toLowerCase() === wanted) values[values.length - 1] = plain ?? quoted.replace(/\\(.)/g, "$1");
    if (end === ",") values.push("");
  }
  return values;
}

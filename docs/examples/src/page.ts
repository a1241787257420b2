import { readFileSync } from "node:fs";
import { openEndpoint, pageHeaders, type Endpoint } from "@ampoule/core";

// #region headers
/** Nothing is loaded and called but what this server gives; forms are sent by the script alone. */
const headers = pageHeaders({ scripts: ["'self'"], styles: ["'self'"], images: ["data:"], connect: ["'self'"] });
// #endregion headers

const types = { html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" } as const;

/** A file beside the sources: there is nothing to build. */
function file(name: string, type: keyof typeof types): Endpoint {
  const text = readFileSync(new URL(`../src/page/${name}.${type}`, import.meta.url), "utf8");
  const make = () => new Response(text, { headers: { ...headers, "Content-Type": types[type] } });
  return openEndpoint("GET", {}, make, { hidden: true });
}

/** The page where people sign up and in, open to everybody, by path. */
export function pageEndpoints(): Readonly<Record<string, Endpoint>> {
  return {
    "/": file("index", "html"),
    "/page.css": file("page", "css"),
    "/page.js": file("page", "js"),
    "/session.js": file("session", "js"),
    "/forms.js": file("forms", "js"),
  };
}

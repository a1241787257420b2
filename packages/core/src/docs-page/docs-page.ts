import type { RequestView } from "../contract/request-view.js";
import { pageHeaders } from "../page-headers/page-headers.js";
import { installedAssets } from "./installed-assets.js";
import { requireDocsOptions, type AssetContent, type DocsOptions, type ReadAsset } from "./options.js";
import { mainPage, redirectPage, startScript } from "./pages.js";

const javascript = "text/javascript; charset=utf-8";
/** Browsers take what comes for what it says that it is. */
const unsniffed = { "X-Content-Type-Options": "nosniff" };
/** Every file that is handed out. */
const types: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": javascript,
  "oauth2-redirect.js": javascript,
  "favicon-32x32.png": "image/png",
};

/**
 * Makes what answers for the documentation page: the page itself, its files (`?asset=`), and where a sign-in comes back to (`?state=`).
 *
 * @throws ConfigurationError on options that cannot be, and where swagger-ui-dist is not to be found.
 */
export function docsPage(options: DocsOptions, origins: () => readonly string[]): (request: RequestView) => Promise<Response> {
  requireDocsOptions(options);
  const assets = options.assets ?? installedAssets();
  return async (request) => {
    const [asset] = request.query("asset");
    if (asset !== undefined) return assetResponse(asset, assets);
    const page = isReturn(request) ? redirectPage(options) : mainPage(options);
    return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8", ...protection(options, origins()) } });
  };
}

/** Whether an authorization server sent the browser here (RFC 6749 section 4.1.2). */
function isReturn(request: RequestView): boolean {
  const has = (name: string) => request.query(name).length > 0;
  return has("state") && (has("code") || has("error"));
}

async function assetResponse(name: string, assets: ReadAsset): Promise<Response> {
  if (name === "start.js") return assetOf(startScript, javascript);
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  const content = type === undefined ? undefined : await assets(name);
  const isThere = type !== undefined && content !== undefined && content !== null;
  return isThere ? assetOf(content, type) : new Response("Not found", { status: 404, headers: unsniffed });
}

function assetOf(content: AssetContent, type: string): Response {
  return new Response(content, { headers: { "Content-Type": type, "Cache-Control": "private, max-age=3600", ...unsniffed } });
}

/** Nothing but the page's own files runs; nothing but the API and those that give tokens is called. It signs people in through windows of its own. */
function protection({ connect = [], openapi }: DocsOptions, origins: readonly string[]): Readonly<Record<string, string>> {
  const own = URL.canParse(openapi) ? [new URL(openapi).origin] : [];
  return pageHeaders({
    scripts: ["'self'"],
    styles: ["'self'"],
    images: ["'self'", "data:"],
    connect: ["'self'", ...own, ...connect, ...origins],
    popups: true,
  });
}

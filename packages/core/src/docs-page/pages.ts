import type { DocsOptions } from "./options.js";

/** Starts Swagger UI. A file of its own, since the page allows no script within it. */
export const startScript = `"use strict";
const element = document.getElementById("swagger-ui");
const { url, oauth } = JSON.parse(element.dataset.settings);
const ui = SwaggerUIBundle({
  url,
  domNode: element,
  deepLinking: true,
  validatorUrl: null,
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  oauth2RedirectUrl: location.origin + location.pathname,
  requestInterceptor(request) {
    // With the password form Swagger UI sends a client even where nobody named one: ":" in base64.
    const isNobody = request.headers?.Authorization === "Basic Og==" && String(request.body).startsWith("grant_type=");
    if (isNobody) delete request.headers.Authorization;
    return request;
  },
});
ui.initOAuth(oauth);
`;

/** The page. Its files are asked of its own address, so that one route serves them all, wherever it is mounted. */
export function mainPage({ openapi, title = "API", oauth }: DocsOptions): string {
  const client = oauth && { clientId: oauth.clientId, scopes: oauth.scopes ?? [] };
  const settings = JSON.stringify({ url: openapi, oauth: { ...client, usePkceWithAuthorizationCodeGrant: true } });
  return document(
    title,
    `<link rel="stylesheet" href="?asset=swagger-ui.css">
<link rel="icon" href="?asset=favicon-32x32.png">`,
    `<div id="swagger-ui" data-settings="${escape(settings)}"></div>
<script src="?asset=swagger-ui-bundle.js"></script>
<script src="?asset=start.js"></script>`,
  );
}

/** Where a sign-in ends: it hands what the address says to the page that opened it. */
export function redirectPage({ title = "API" }: DocsOptions): string {
  return document(title, "", '<script src="?asset=oauth2-redirect.js"></script>');
}

function document(title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
${head}
</head>
<body>
${body}
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

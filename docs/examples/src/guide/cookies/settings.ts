import { allowPlainHttp, cookie, subKey } from "@ampoule/accounts";
import { apiKeyCookie, csrfToken, pageHeaders, REQUEST } from "@ampoule/core";
import type { ExpressSecure } from "@ampoule/express";
import type { Express } from "express";
import { Sessions } from "./sessions.js";

const isDevelopment = process.env["NODE_ENV"] === "development";

// #region development
export const session = isDevelopment ? cookie({ name: "session", [allowPlainHttp]: true }) : cookie({ name: "__Host-session" });
// #endregion development

// #region origins
const behindProxy = apiKeyCookie({
  name: session.name,
  origins: ["https://app.example.com", "https://admin.example.com"],
  verify: (id, { resolve }) => resolve(Sessions).find(id),
});
// #endregion origins

const secret = process.env["SECRET_KEY"] ?? "a secret of the guide, which nobody should use for anything else";

// #region csrf
const csrf = csrfToken({ key: subKey(secret, "csrf") });
const withTokens = apiKeyCookie({ name: session.name, csrf, verify: (id, { resolve }) => resolve(Sessions).find(id) });
// #endregion csrf

export function add(app: Express, secure: ExpressSecure): void {
  // #region token
  app.get(
    "/csrf-token",
    secure({ me: withTokens, request: REQUEST }, ({ request }) => csrf.issue(request.cookie(session.name)[0] ?? "")),
  );
  // #endregion token
  app.post(
    "/notes",
    secure({ me: withTokens }, ({ me }) => me.name),
  );
  app.post(
    "/proxied",
    secure({ me: behindProxy }, ({ me }) => me.name),
  );

  // #region page
  const headers = { "Content-Type": "text/html; charset=utf-8", ...pageHeaders({ scripts: ["'self'"], forms: ["'self'"] }) };
  app.get(
    "/",
    secure.open(() => new Response("<!doctype html><title>Sign in</title>…", { headers })),
  );
  // #endregion page
}

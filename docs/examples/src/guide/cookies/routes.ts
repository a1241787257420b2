import { REQUEST, sameOrigin } from "@ampoule/core";
import type { ExpressSecure } from "@ampoule/express";
import type { Express } from "express";
import { login } from "../passwords/accounts.js";
import { me, session, Sessions } from "./sessions.js";

const emails = new Map<string, string>();

export function add(app: Express, secure: ExpressSecure): void {
  // #region signIn
  app.post(
    "/session",
    secure({ own: sameOrigin(), account: login, sessions: Sessions }, ({ account, sessions }, _, response) => {
      response
        .append("Set-Cookie", session.set(sessions.start(account.name)))
        .status(204)
        .end();
    }),
  );
  // #endregion signIn

  // #region use
  app.get(
    "/me",
    secure({ me }, ({ me }) => ({ name: me.name, email: emails.get(me.name) })),
  );
  app.put(
    "/me/email/:address",
    secure({ me }, ({ me }, request) => ({ email: emails.set(me.name, String(request.params["address"])).get(me.name) })),
  );
  // #endregion use

  // #region signOut
  app.delete(
    "/session",
    secure({ me, request: REQUEST, sessions: Sessions }, ({ request, sessions }, _, response) => {
      sessions.end(request.cookie(session.name)[0] ?? "");
      response.append("Set-Cookie", session.clear()).status(204).end();
    }),
  );
  // #endregion signOut
}

import "reflect-metadata";
import { tokenResponse } from "@ampoule/accounts";
import { loginForm, oauthError, provider, REQUEST } from "@ampoule/core";
import type { ExpressSecure } from "@ampoule/express";
import type { Express } from "express";
import { accessTokenOf, keys, type authOver } from "./auth.js";
import { Users } from "./users.js";

/** Every route that has to do with tokens. */
export function addRoutes(app: Express, secure: ExpressSecure, auth: ReturnType<typeof authOver>): void {
  const accessToken = accessTokenOf(auth);

  // #region signing
  const signIn = provider({ form: loginForm(), users: Users }, ({ form, users }) => {
    const user = users.authenticate(form.username, form.password);
    return user === undefined ? oauthError("invalid_grant") : auth.signIn(user.id);
  });
  app.post(
    "/token",
    secure({ pair: signIn }, ({ pair }) => tokenResponse(pair)),
  );
  // #endregion signing

  // #region refresh
  const refresh = provider({ request: REQUEST }, async ({ request }) => {
    // From the body, never from the address, which is written to logs.
    const fields = new URLSearchParams(new TextDecoder().decode(await request.body(4_096)));
    const [token, ...more] = fields.getAll("refresh_token");
    return token === undefined || more.length > 0 ? oauthError("invalid_request") : auth.refresh(token);
  });
  app.post(
    "/refresh",
    secure({ pair: refresh }, ({ pair }) => tokenResponse(pair)),
  );
  // #endregion refresh

  // #region end
  app.post(
    "/sign-out",
    secure({ token: accessToken }, async ({ token }) => ({ done: await auth.signOut(token) })),
  );
  app.post(
    "/sign-out-elsewhere",
    secure({ token: accessToken }, async ({ token }) => ({ done: await auth.revokeAll(token.sub, { exceptCurrent: token }) })),
  );
  // #endregion end

  // #region jwks
  app.get(
    "/.well-known/jwks.json",
    secure.open(() => keys.jwks()),
  );
  // #endregion jwks

  app.get(
    "/me",
    secure({ token: accessToken }, ({ token }) => ({ sub: token.sub, role: token.claims["role"] })),
  );
}

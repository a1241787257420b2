import "reflect-metadata";
import { introspectionEndpoint, jwksEndpoint, revocationEndpoint, signOutEndpoint, tokenEndpoint, tokenResponse } from "@ampoule/accounts";
import { basic, loginForm, oauthError, provider } from "@ampoule/core";
import type { ExpressSecure } from "@ampoule/express";
import type { Express } from "express";
import { accessTokenOf, keys, type authOver } from "./auth.js";
import { Services } from "./services.js";
import { Users } from "./users.js";

/** Another API of ours, which asks what tokens say. */
const service = basic({ verify: ({ username, password }, { resolve }) => resolve(Services).find(username, password) });

/** Every route that has to do with tokens. */
export function addRoutes(app: Express, secure: ExpressSecure, auth: ReturnType<typeof authOver>): void {
  const accessToken = accessTokenOf(auth);

  // #region endpoints
  const endpoints = {
    "/token": tokenEndpoint({
      tokens: auth,
      authenticate: ({ username, password }, { resolve }) => resolve(Users).authenticate(username, password),
    }),
    "/sign-out": signOutEndpoint({ tokens: auth, accessToken }),
    "/revoke": revocationEndpoint({ tokens: auth }),
    "/introspect": introspectionEndpoint({ tokens: auth, caller: service }),
    "/.well-known/jwks.json": jwksEndpoint({ keys }),
  };
  for (const [path, ready] of Object.entries(endpoints)) app.all(path, secure(ready));
  // #endregion endpoints

  // #region own
  const signIn = provider({ form: loginForm(), users: Users }, ({ form, users }) => {
    const user = users.authenticate(form.username, form.password);
    return user === undefined ? oauthError("invalid_grant") : auth.signIn(user.id);
  });
  app.post(
    "/sign-in",
    secure({ pair: signIn }, ({ pair }) => tokenResponse(pair)),
  );
  // #endregion own

  // #region end
  app.post(
    "/sign-out-elsewhere",
    secure({ token: accessToken }, async ({ token }) => ({ done: await auth.revokeAll(token.sub, { exceptCurrent: token }) })),
  );
  // #endregion end

  app.get(
    "/me",
    secure({ token: accessToken }, ({ token }) => ({ sub: token.sub, role: token.claims["role"] })),
  );
}

import { oauth2, oauth2AuthorizationCodeBearer, oauth2ClientCredentialsBearer, oauth2PasswordBearer, type Context } from "@ampoule/core";
import { Sessions } from "../../tutorial/sessions.js";

// #region flows
const scopes = { "notes:read": "See notes", "notes:write": "Add notes" };
const verify = (token: string, { resolve }: Context) => resolve(Sessions).find(token);

export const password = oauth2PasswordBearer({ tokenUrl: "/token", refreshUrl: "/refresh", scopes, verify });
export const machine = oauth2ClientCredentialsBearer({ tokenUrl: "https://login.example/token", scopes, verify });
export const code = oauth2AuthorizationCodeBearer({
  authorizationUrl: "https://login.example/authorize",
  tokenUrl: "https://login.example/token",
  scopes,
  verify,
});
export const any = oauth2({
  flows: { password: { tokenUrl: "/token", scopes }, clientCredentials: { tokenUrl: "/token" } },
  verify,
});
// #endregion flows

import "reflect-metadata";
import { loginForm, oauth2PasswordBearer, oauthError, provider } from "@ampoule/core";
import { security } from "@ampoule/express";
import express, { type Express } from "express";
import { container } from "tsyringe";
import { Sessions } from "../../tutorial/sessions.js";
import { Accounts } from "../services.js";

container.registerSingleton(Sessions).registerSingleton(Accounts);

// #region login
const scopes = { "notes:read": "See notes", "notes:write": "Add notes" };

const login = provider({ form: loginForm(), accounts: Accounts }, async function login({ form, accounts }) {
  const account = await accounts.authenticate(form.username, form.password);
  if (account === undefined) return oauthError("invalid_grant", { code: "wrong_password", subject: form.username });
  if (!form.scopes.every((scope) => Object.hasOwn(scopes, scope))) return oauthError("invalid_scope");
  return { account, scopes: form.scopes };
});

const accessToken = oauth2PasswordBearer({
  tokenUrl: "/token",
  scopes,
  verify: (token, { resolve }) => resolve(Sessions).find(token),
});
// #endregion login

export const app: Express = express();
const secure = security({ container });

// #region routes
const issue = secure({ login, sessions: Sessions }, ({ login: { account, scopes }, sessions }) => ({
  access_token: sessions.open(account.id, scopes),
  token_type: "Bearer",
  scope: scopes.join(" "),
}));
const notes = secure({ token: accessToken }, ({ token }) => ({ for: token.sub }));

app.post("/token", issue);
app.get("/notes", notes);
// #endregion routes
secure.seal(app);

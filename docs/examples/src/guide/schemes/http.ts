import { basic, bearer, httpBase, rejected } from "@ampoule/core";
import { Sessions } from "../../tutorial/sessions.js";
import { Accounts, Keys } from "../services.js";

// #region bearer
export const accessToken = bearer((token, { resolve }) => resolve(Sessions).find(token));
// #endregion bearer

// #region basic
export const account = basic({
  realm: "accounts",
  verify: async ({ username, password }, { resolve }) =>
    (await resolve(Accounts).authenticate(username, password)) ?? rejected("wrong_password", { subject: username }),
});
// #endregion basic

// #region http
export const machine = httpBase({
  scheme: "Token",
  verify: ({ credentials }, { resolve }) => resolve(Keys).find(credentials),
});
// #endregion http

import { signingKeys, tokens, type RefreshStore } from "@ampoule/accounts";
import { bearer } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import type { Users } from "./users.js";

// #region tokens
export const keys = signingKeys(); // SECRET_KEY, or a key for development

export const authOver = (users: Users, store: RefreshStore) =>
  tokens({
    issuer: "https://login.example",
    audience: "https://notes.example",
    keys,
    store,
    account: (id) => users.byId(id), // read anew at each refresh
    claims: ({ role }) => ({ role }), // the same for sign-in and refresh
    scopes: ["notes.read", "notes.write"],
    onEvent: ({ type, code, subject }) => void (type === "reused" && console.warn("A refresh token was stolen:", subject, code)),
  });
// #endregion tokens

// #region verify
export const accessTokenOf = (auth: ReturnType<typeof authOver>) => bearer(jwt(auth.verification));
// #endregion verify

// #region offline
export const offlineTokenOf = (auth: ReturnType<typeof authOver>) => {
  const { issuer, audience, keys, algorithms, scopes } = auth.verification; // all but `revoked`
  return bearer(jwt({ issuer, audience, keys, algorithms, scopes }));
};
// #endregion offline

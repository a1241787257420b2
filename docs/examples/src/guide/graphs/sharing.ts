import { allOf, apiKeyHeader, bearer, fresh, provider } from "@ampoule/core";
import { Sessions, type User } from "../../tutorial/sessions.js";
import { Keys } from "../services.js";

export const accessToken = bearer((token, { resolve }) => resolve(Sessions).find(token));
const service = apiKeyHeader({ name: "X-API-Key", verify: (key, { resolve }) => resolve(Keys).find(key) });

/** Writes down what happened, in order. */
export class Journal {
  readonly entries: string[] = [];
}

// #region needs
export const currentUser = provider(
  { token: accessToken, sessions: Sessions, journal: Journal },
  function currentUser({ token, sessions, journal }) {
    journal.entries.push("currentUser");
    return sessions.user(token.sub);
  },
);

const settings = provider({ me: currentUser, journal: Journal }, async function settings({ me, journal }) {
  journal.entries.push("settings");
  return { language: me.name === "Ada" ? "en" : "de" };
});

export const page = provider({ me: currentUser, settings, journal: Journal }, function page({ me, settings, journal }) {
  journal.entries.push("page");
  return { for: me.name, in: settings.language };
});
// #endregion needs

// #region together
export const both = allOf({ user: page, by: service }); // a token and a key
// #endregion together

// #region fresh
const requestId = provider({ token: accessToken }, () => ({ id: crypto.randomUUID() }));
export const ids = provider({ one: requestId, same: requestId, other: fresh(requestId) }, (needs) => needs);
// #endregion fresh

export type Ids = Readonly<Record<"one" | "same" | "other", { readonly id: string }>>;
export type Page = { readonly for: User["name"]; readonly in: string };

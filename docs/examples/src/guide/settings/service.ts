import { bcryptHasher, passwords, tokens, type AppSettings } from "@ampoule/accounts";
import { bearer } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import type { Users } from "../refresh/users.js";

// #region service
export async function serviceOf(settings: AppSettings, users: Users) {
  const store = await settings.openStore(); // AMPOULE_STORE_URL; close it with store[Symbol.asyncDispose]()
  const auth = tokens({ ...settings.tokens(), store, account: (id) => users.byId(id), scopes: ["notes.read", "notes.write"] });
  const accessToken = bearer(jwt({ ...auth.verification, ...settings.verification() }));
  const checked = passwords({ hasher: bcryptHasher(settings.bcrypt) });
  return { auth, accessToken, checked, csrfKey: settings.subKey("csrf"), close: () => store[Symbol.asyncDispose]() };
}
// #endregion service

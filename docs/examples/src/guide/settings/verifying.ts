import type { AppSettings } from "@ampoule/accounts";
import { bearer } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";

// #region verifying
export const accessTokenOf = (settings: AppSettings) => bearer(jwt({ ...settings.verification(), scopes: ["notes.read", "notes.write"] }));
// #endregion verifying

import type { Application } from "./application.js";
import { basicChecked } from "./basic-checked.js";
import { declaredScopes } from "./declared-scopes.js";
import { errorPriority } from "./error-priority.js";
import { jwtScopes } from "./jwt-scopes.js";
import { tokenToUser } from "./token-to-user.js";

/** A case file describes applications in words; these were written from them. The one place where a name decides anything. */
export const applications: Readonly<Record<string, Application>> = {
  "token-to-user": tokenToUser,
  "declared-scopes": declaredScopes,
  "basic-checked": basicChecked,
  "error-priority": errorPriority,
  "jwt-scopes": jwtScopes,
};

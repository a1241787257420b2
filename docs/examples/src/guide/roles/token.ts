import { require, roles, type ProviderValue } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";

/** Who has a token that says `editor`. */
export function editorsBy(accessToken: ProviderValue<AccessToken>): ProviderValue<AccessToken> {
  // #region token
  const role = roles({ member: [], editor: ["member"] }, { of: (token: AccessToken) => token.claims["roles"] });
  return require(accessToken, role("editor")); // an AccessToken, else 403
  // #endregion token
}

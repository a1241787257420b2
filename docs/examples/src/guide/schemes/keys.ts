import { allowKeyInUrl, apiKeyCookie, apiKeyHeader, apiKeyQuery, type Context } from "@ampoule/core";
import { Keys } from "../services.js";

// #region keys
const verify = (key: string, { resolve }: Context) => resolve(Keys).find(key);

export const service = apiKeyHeader({ name: "X-API-Key", verify });
export const session = apiKeyCookie({ name: "__Host-session", verify });
export const feed = apiKeyQuery({ name: "key", [allowKeyInUrl]: true, verify });
// #endregion keys

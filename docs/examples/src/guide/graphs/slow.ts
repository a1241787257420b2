import { provider, UnavailableError } from "@ampoule/core";
import { accessToken } from "./sharing.js";

/** Something on the network. */
export class Directory {
  url = "";
}

// #region slow
export const profile = provider({ token: accessToken, directory: Directory }, async function profile({ token, directory }, { signal }) {
  const url = `${directory.url}/people/${encodeURIComponent(token.sub)}`;
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    throw new UnavailableError("The directory cannot be reached.", { cause });
  });
  if (response.status === 404) return undefined; // 401: there is no such person
  if (!response.ok) throw new UnavailableError(`The directory said ${response.status}.`, { retryAfter: 30 });
  return (await response.json()) as { readonly name: string };
});
// #endregion slow

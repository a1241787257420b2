import { bearer, type Problem } from "@ampoule/core";
import { Sessions } from "../../tutorial/sessions.js";

// #region challenge
export const accessToken = bearer((token, { resolve }) => resolve(Sessions).find(token), {
  challenge: (_, own) => ({
    ...own,
    parameters: { ...own.parameters, resource_metadata: "https://api.example/.well-known/oauth-protected-resource" },
  }),
});
// #endregion challenge

// #region render
/** The body of every refusal, for clients that know only this form. */
export function render({ status, code }: Problem) {
  return { contentType: "application/json; charset=utf-8", body: JSON.stringify({ error: { status, code } }) };
}
// #endregion render

// #region page
/** A scheme's own body, asked before that of `security()`. */
export const forBrowsers = bearer((token, { resolve }) => resolve(Sessions).find(token), {
  schemeName: "ForBrowsers",
  render: ({ status }, request) =>
    status === 401 && request.header("accept").some((types) => types.startsWith("text/html"))
      ? { contentType: "text/html; charset=utf-8", body: '<!doctype html><a href="/login">Sign in</a>' }
      : undefined,
});
// #endregion page

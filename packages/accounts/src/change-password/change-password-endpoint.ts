import { endpoint, jsonBody, provider, type Endpoint } from "@ampoule/core";
import { bodyProblems, issued, jsonContent, problem, refused, secret } from "../endpoints/operation-parts.js";
import { problemResponse } from "../endpoints/problem.js";
import { ownPages } from "../sign-in/own-pages.js";
import { pairResponse } from "../sign-in/refresh-cookie.js";
import type { Account } from "../tokens/account.js";
import { change } from "./changing.js";
import { confirmation } from "./confirmation.js";
import type { ChangePasswordOptions } from "./options.js";

/**
 * Changes the password of who is signed in: `{ "current_password", "new_password" }`.
 *
 * Answers 200 with new tokens: every sign-in of the user has ended, this one included, and what goes on is a new one, with the client and the scopes of the token that asked. A current password that is not
 * right is 400 `invalid_grant`, since 401 says that the token is not good, and 429 where `confirm` says so; a new one that cannot be taken is 422 with a `code` (`password_too_short`, …); one that was changed meanwhile is 409, and
 * nothing changes.
 *
 * Hash, `epoch` and the end of the sign-ins hang together by one write: should the store of tokens be down after it, they end all the same, and the user signs in anew.
 *
 * It does not limit guesses unless `confirm` does, and tells the user nothing by mail.
 *
 * @throws ConfigurationError on origins that are none.
 * @example
 * ```ts
 * app.all("/change-password", secure(changePasswordEndpoint({ users, passwords, tokens: auth, ...callers({ tokens: auth, users }) })));
 * ```
 */
export function changePasswordEndpoint<U extends Account>(options: ChangePasswordOptions<U>): Endpoint {
  const { accessToken, currentUser, cookie, confirm = confirmation(options) } = options;
  const body = jsonBody({ texts: ["current_password", "new_password"] });
  const needs = { ...ownPages(options), token: accessToken, user: currentUser, body };
  const changed = provider(needs, function changePassword({ token, user, body }, context) {
    return change({ token, user, body }, options, confirm, context);
  });
  return endpoint(
    "POST",
    { changed },
    function changePassword({ changed }) {
      return "problem" in changed ? problemResponse(changed.problem) : pairResponse(changed, cookie);
    },
    operation,
  );
}

const operation = {
  tags: ["users"],
  summary: "Change the password",
  operationId: "changePassword",
  requestBody: jsonContent(["current_password", "new_password"], { current_password: secret, new_password: secret }),
  responses: {
    "200": issued,
    ...bodyProblems,
    "400": refused("The current password is not right, or the body is malformed"),
    "409": problem("The password was changed meanwhile"),
    "422": problem("The new password cannot be taken"),
    "429": refused("Too many attempts"),
  },
};

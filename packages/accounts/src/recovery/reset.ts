import { endpoint, jsonBody, provider, type Endpoint } from "@ampoule/core";
import { problemResponse } from "../endpoints/problem.js";
import type { Account } from "../tokens/account.js";
import { confirmResetOperation, requestResetOperation } from "./descriptions.js";
import { done } from "./done.js";
import { resetLetter } from "./letters.js";
import type { Letterhead, LinkLetter, LinkOptions, RequestLinkOptions } from "./options.js";
import { requestEndpoint } from "./requesting.js";
import { finish, purpose, reset, type ConfirmResetOptions } from "./resetting.js";
import { linkWriter, type WriteLink } from "./sending.js";

/** What is said in the mail that lets somebody choose a password, and for how long. */
export interface ResetLinkOptions<U extends Account> extends LinkOptions<U> {
  /** Seconds for which the link is good, 60 to 3,600. Default: 600, as ASVS 6.5.5 has it; raise it where mail is slow. */
  readonly expiresIn?: number;
  /** What the mail says. Default: plain English. */
  letter?(letter: LinkLetter<U>): Letterhead;
}

function writerOf<U extends Account>(options: ResetLinkOptions<U>): WriteLink<U> {
  const { expiresIn = 600 } = options;
  const letter = (told: LinkLetter<U>) => options.letter?.(told) ?? resetLetter(told);
  return linkWriter(options, { owner: "Password reset", purpose, expiresIn, longest: 3_600, letter });
}

/**
 * Makes a function that mails a user the link to choose a password, also a first one: for people whom an administrator added. It returns at once and throws nothing; the mail goes out after the answer, and where too many wait, `onEvent` of the outbox is told.
 *
 * @throws ConfigurationError on a page that is none, and on a time out of range.
 */
export function resetSender<U extends Account>(options: ResetLinkOptions<U>): (user: U) => void {
  const write = writerOf(options);
  return (user) => options.outbox.offer({ purpose, write: () => write(user) });
}

/**
 * Mails the link that lets somebody choose another password: `{ "email" }`.
 *
 * Answers 202 whether there is such a user or not, in the same words and the same time: nobody is looked for before the answer is on its way. Too often is 429, for names that exist as for names that do not. A newer link ends the
 * older; a disabled user gets none, nor does one without a password, who signs in some other way. The old password stays good until another one is set.
 *
 * The mail goes to the address that the store has, and the link to `page`, whatever the request says its host is.
 *
 * @throws ConfigurationError on a page that is none, and on a time out of range.
 * @example
 * ```ts
 * app.all("/forgot-password", secure(requestResetEndpoint({ users, ...recovery })));
 * ```
 */
export function requestResetEndpoint<U extends Account>(options: ResetLinkOptions<U> & RequestLinkOptions<U>): Endpoint {
  const write = writerOf(options);
  return requestEndpoint(options, {
    purpose,
    write: async ({ user, passwordHash }) => (typeof passwordHash === "string" ? write(user) : undefined),
    operation: requestResetOperation(options.login?.field),
  });
}

/**
 * Sets another password by the code of a link: `{ "code", "password" }`.
 *
 * Answers 204. Then every sign-in of the user has ended, every code that was made before is dead, `verified` has noted that the address is theirs, and a mail tells its owner. A code that is not good is 400 `invalid_grant`, whatever is wrong with it; a password that cannot be taken is 422 with a `code`
 * (`password_too_short`, …) and leaves the code good. GET does nothing.
 *
 * Hash and `epoch` change in one write, which ends the code and the sign-ins by itself: where that write fails, the answer is 503, and the link is still good; where the store of tokens is down after it, the answer is 503 as well, and the
 * new password holds. So one code sets one password, as long as `users` keep their contract.
 *
 * It signs nobody in, so that a second factor is asked for as ever.
 *
 * @example
 * ```ts
 * const onReset = ({ login }: User, { request }: Context) => guesses.forgive(login, request);
 * app.all("/reset-password", secure(confirmResetEndpoint({ users, passwords, tokens: auth, ...recovery, verified, onReset })));
 * ```
 */
export function confirmResetEndpoint<U extends Account>(options: ConfirmResetOptions<U>): Endpoint {
  const changed = provider({ body: jsonBody({ texts: ["code", "password"] }) }, async function changed({ body }, context) {
    const ended = await reset({ code: body.text("code"), password: body.text("password") }, options, context);
    if ("user" in ended) await finish(ended.user, options, context);
    return ended;
  });
  return endpoint(
    "POST",
    { changed },
    function confirmReset({ changed }) {
      return "problem" in changed ? problemResponse(changed.problem) : done();
    },
    confirmResetOperation,
  );
}

import { endpoint, jsonBody, provider, type Awaitable, type Endpoint } from "@ampoule/core";
import type { Account } from "../tokens/account.js";
import { taken, type ClaimOptions } from "./claiming.js";
import { confirmVerificationOperation, requestVerificationOperation } from "./descriptions.js";
import { verificationLetter } from "./letters.js";
import type { Letterhead, LinkLetter, LinkOptions, RequestLinkOptions } from "./options.js";
import { requestEndpoint } from "./requesting.js";
import { done } from "./done.js";
import { linkWriter, type WriteLink } from "./sending.js";

const purpose = "verify_email";

/** What is said in the mail that confirms an address, and for how long. */
export interface VerificationLinkOptions<U extends Account> extends LinkOptions<U> {
  /** Whether the address of a user is confirmed already: then there is nothing to send. */
  isVerified(user: U): boolean;
  /** Seconds for which the link is good, 60 to 604,800. Default: 86,400 (a day). */
  readonly expiresIn?: number;
  /** What the mail says. Default: plain English. */
  letter?(letter: LinkLetter<U>): Letterhead;
}

function writerOf<U extends Account>(options: VerificationLinkOptions<U>): WriteLink<U> {
  const { expiresIn = 86_400 } = options;
  const letter = (told: LinkLetter<U>) => options.letter?.(told) ?? verificationLetter(told);
  const write = linkWriter(options, { owner: "E-mail verification", purpose, expiresIn, longest: 604_800, letter });
  return async (user) => (options.isVerified(user) ? undefined : write(user));
}

/**
 * Makes a function that mails a user the link which confirms their address: for `onSignUp`. It returns at once and throws nothing; the mail goes out after the answer, and where too many wait, `onEvent` of the outbox is told.
 *
 * @throws ConfigurationError on a page that is none, and on a time out of range.
 * @example
 * ```ts
 * const verify = verificationSender(verification);
 * const signUp = signUpEndpoint({ users, passwords, onSignUp: ({ kind, user }) => (kind === "added" ? verify(user) : undefined) });
 * ```
 */
export function verificationSender<U extends Account>(options: VerificationLinkOptions<U>): (user: U) => void {
  const write = writerOf(options);
  return (user) => options.outbox.offer({ purpose, write: () => write(user) });
}

/**
 * Mails the link that confirms an address once more: `{ "email" }`.
 *
 * Answers 202 whether there is such a user or not, confirmed or not, in the same words and the same time: nobody is looked for before the answer is on its way. Too often is 429, for names that exist as for names that do not. A newer link
 * ends the older.
 *
 * @throws ConfigurationError on a page that is none, and on a time out of range.
 * @example
 * ```ts
 * app.all("/verify-email/request", secure(requestVerificationEndpoint({ users, ...verification })));
 * ```
 */
export function requestVerificationEndpoint<U extends Account>(options: VerificationLinkOptions<U> & RequestLinkOptions<U>): Endpoint {
  const write = writerOf(options);
  const operation = requestVerificationOperation(options.login?.field);
  return requestEndpoint(options, { purpose, write: ({ user }) => write(user), operation });
}

/** What {@link confirmVerificationEndpoint} needs to know. */
export interface ConfirmVerificationOptions<U extends Account> extends ClaimOptions<U> {
  /** Notes that the address of a user is confirmed. Asked once for each code. */
  verified(user: U): Awaitable<unknown>;
}

/**
 * Confirms an address by the code of its link: `{ "code" }`.
 *
 * Answers 204. A code that is unknown, used, over, replaced by a newer one, another purpose's, or for an address that the user no longer has, is 400 `invalid_grant` in the same words; the operator's event says which. GET does nothing, since mail
 * scanners open links.
 *
 * It signs nobody in. It shows that whoever reads the mail wanted the account, not that they chose its password: a stranger may have registered with their address first, and gets in once they confirm it. Have a password chosen
 * by `confirmResetEndpoint` instead, whose link shows the same, where that matters.
 *
 * @example
 * ```ts
 * app.all("/verify-email", secure(confirmVerificationEndpoint({ ...verification, verified: ({ id }) => users.change(id, { isVerified: true }) })));
 * ```
 */
export function confirmVerificationEndpoint<U extends Account>(options: ConfirmVerificationOptions<U>): Endpoint {
  const confirmed = provider({ body: jsonBody({ texts: ["code"] }) }, function confirmed({ body }) {
    return taken({ code: body.text("code"), purpose }, options);
  });
  return endpoint(
    "POST",
    { confirmed },
    async function confirmVerification({ confirmed }) {
      await options.verified(confirmed.user);
      return done();
    },
    confirmVerificationOperation,
  );
}

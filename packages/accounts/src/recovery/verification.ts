import { endpoint, jsonBody, provider, type Endpoint } from "@ampoule/core";
import type { Account } from "../tokens/account.js";
import { confirm, proofOf, purpose, type ConfirmVerificationOptions } from "./confirming.js";
import { confirmByCodeOperation, confirmVerificationOperation, requestVerificationOperation } from "./descriptions.js";
import { verificationLetter } from "./letters.js";
import { allowPasswordless, type Letterhead, type LinkLetter, type LinkOptions, type RequestLinkOptions } from "./options.js";
import { requestEndpoint } from "./requesting.js";
import { done } from "./done.js";
import { linkWriter, type WriteLink } from "./sending.js";

/** What is said in the mail that confirms an address, and for how long. */
export interface VerificationLinkOptions<U extends Account> extends LinkOptions<U> {
  /** Whether the address of a user is confirmed already: then there is nothing to send. */
  isVerified(user: U): boolean;
  /** Seconds for which the link is good, 60 to 604,800. Default: 86,400 (a day). */
  readonly expiresIn?: number;
  /** What the mail says. Default: plain English. */
  letter?(letter: LinkLetter<U>): Letterhead;
  /** As {@link confirmVerificationEndpoint} has it: the mail then speaks of no password. */
  readonly [allowPasswordless]?: true;
}

function writerOf<U extends Account>(options: VerificationLinkOptions<U>): WriteLink<U> {
  const { expiresIn = 86_400, [allowPasswordless]: isPasswordless = false } = options;
  const letter = (told: LinkLetter<U>) => options.letter?.(told) ?? verificationLetter(told, isPasswordless);
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

/**
 * Confirms an address by the code of its link and the password of the account: `{ "code", "password" }`.
 *
 * Answers 204. A code that is unknown, used, over, replaced by a newer one, another purpose's, or for an address that the user no longer has, is 400 `invalid_grant` in the same words; the operator's event says which. Only who brings a good
 * one is told of the password: a wrong one is 422, counts as a failed guess, and leaves the code good; too many are 429 with `Retry-After`. Of all who bring one code, one is answered 204. GET does nothing, since mail scanners open links.
 *
 * The code shows that somebody reads the mail, the password that they are the one who registered: a stranger who registers with somebody else's address has nothing of the link that its owner gets. The owner has
 * {@link confirmResetEndpoint}, which sets a password of theirs, ends every sign-in from before, and confirms the address as well. An account without a password is refused: note yourself that its address is confirmed, where
 * it came in.
 *
 * With `[allowPasswordless]: true` it takes `{ "code" }`. It signs nobody in.
 *
 * @throws ConfigurationError where neither users and passwords nor `[allowPasswordless]` are given.
 * @example
 * ```ts
 * const verified = ({ id }: User) => users.change(id, { isVerified: true });
 * app.all("/verify-email", secure(confirmVerificationEndpoint({ ...verification, users, passwords, guesses, verified })));
 * ```
 */
export function confirmVerificationEndpoint<U extends Account>(options: ConfirmVerificationOptions<U>): Endpoint {
  const proof = proofOf(options);
  const body = jsonBody({ texts: proof === undefined ? ["code"] : ["code", "password"] });
  const confirmed = provider({ body }, function confirmed({ body }, context) {
    const prove = async (id: string) => proof?.({ id, password: body.text("password") }, context);
    return confirm({ code: body.text("code"), prove }, options);
  });
  const operation = proof === undefined ? confirmByCodeOperation : confirmVerificationOperation;
  return endpoint("POST", { confirmed }, () => done(), operation);
}

import { ConfigurationError, isOutcome, rejected, type Awaitable, type Context, type Rejected } from "@ampoule/core";
import { confirmation, type ConfirmationOptions } from "../change-password/confirmation.js";
import { limitedById } from "../sign-in/limited.js";
import type { FindClient } from "../throttle/client-address.js";
import { throttle, type Throttle } from "../throttle/throttle.js";
import type { Account } from "../tokens/account.js";
import { badCode, looked, type Claimed, type ClaimOptions } from "./claiming.js";
import { noted } from "./noting.js";
import { allowPasswordless } from "./options.js";

/** Purpose of the codes that confirm an address. */
export const purpose = "verify_email";

/** What {@link confirmVerificationEndpoint} needs to know. */
export type ConfirmVerificationOptions<U extends Account> = NotingOptions<U> & (PasswordProof | Passwordless);

/** What {@link ConfirmVerificationOptions} are, however somebody signs in. */
interface NotingOptions<U extends Account> extends ClaimOptions<U> {
  /**
   * Notes that the address of a user is confirmed. What it throws is 503, and leaves the code good; so it may be asked again for the same code, also at the same time: let it write a fact, and nothing that should happen
   * once. What is confirmed is the address that `user` has here: where people can change theirs, write it only as long as it is still that one.
   */
  verified(user: U): Awaitable<unknown>;
}

/** Who confirms shows that they chose the password. */
interface PasswordProof extends ConfirmationOptions {
  /** Counts wrong passwords, by account and by client, apart from names: hand in what counts them at sign-in, so that the limits are the same. Default: `throttle()`, which counts in this process. */
  readonly guesses?: Throttle;
  /** Tells clients apart, which take turns where hashes wait. Default: as `guesses` does. */
  readonly client?: FindClient;
  readonly [allowPasswordless]?: false;
}

interface Passwordless {
  readonly [allowPasswordless]: true;
}

/** What somebody brings who confirms an address. */
interface Confirming {
  readonly code: string;
  readonly prove: (id: string) => Promise<Rejected | undefined>;
}

/** Confirms an address. The code is used up last, so that neither a wrong password nor a write that fails costs another mail. */
export async function confirm<U extends Account>({ code, prove }: Confirming, options: NotingOptions<U>): Promise<Claimed<U> | Rejected> {
  const claimed = await looked({ code, purpose }, options);
  if (isOutcome(claimed)) return claimed;
  const wrong = await prove(claimed.user.id);
  if (wrong !== undefined) return wrong;
  // A check takes a while: the password that it was about may be another one by now.
  const owner = await looked({ code, purpose }, options);
  if (isOutcome(owner)) return owner;
  await noted(() => options.verified(owner.user));
  return (await options.codes.end(code)) ? owner : badCode("used_code", owner.user.id);
}

/** Whether a password is the one of the account with that id. */
export type Proof = (login: { readonly id: string; readonly password: string }, context: Context) => Promise<Rejected | undefined>;

/** `undefined`: the code is enough. @throws ConfigurationError where nothing says so, and nothing could be asked. */
export function proofOf(options: PasswordProof | Passwordless): Proof | undefined {
  if (options[allowPasswordless] === true) return undefined;
  const { users, passwords, guesses = throttle(), client = guesses.client } = options;
  if (typeof users?.passwordHash !== "function" || typeof passwords?.verify !== "function") {
    throw new ConfigurationError(
      "invalid_option",
      "confirmVerificationEndpoint() needs users and passwords, to ask who confirms for the account's password; or [allowPasswordless]: true, where nobody signs in by one.",
    );
  }
  const check = limitedById(confirmation({ users, passwords, client }), guesses);
  return async ({ id, password }, context) => {
    const found = await check({ username: id, password }, context);
    return isOutcome(found) && found.kind === "granted" ? undefined : refusal(found, id);
  };
}

const detail = "This is not the password of the account. If you did not choose it, set another one: by the link for a forgotten password.";

/** In words of its own: who brought no good code is not told. */
function refusal(found: unknown, subject: string): Rejected {
  if (isOutcome(found) && found.kind === "rejected" && found.retryAfter !== undefined) {
    return rejected(found.code, { subject, retryAfter: found.retryAfter });
  }
  return rejected("wrong_password", { subject, problem: { status: 422, detail }, invalidRequest: false });
}

import { isOutcome, type Awaitable, type Context, type Rejected } from "@ampoule/core";
import type { EndpointProblem } from "../endpoints/problem.js";
import type { Outbox } from "../mail/outbox.js";
import type { HashedPassword } from "../passwords/hasher.js";
import type { Passwords } from "../passwords/passwords.js";
import { clientAddress, type FindClient } from "../throttle/client-address.js";
import { vintageOf, type Account } from "../tokens/account.js";
import type { Tokens } from "../tokens/tokens.js";
import { patientUsers } from "../users/patient-users.js";
import type { Users } from "../users/users.js";
import { badCode, looked, type ClaimOptions } from "./claiming.js";
import { noticeLetter } from "./letters.js";
import { noted } from "./noting.js";
import type { Letterhead } from "./options.js";

/** What {@link confirmResetEndpoint} needs to know. */
export interface ConfirmResetOptions<U extends Account> extends ClaimOptions<U> {
  readonly users: Users<U, never>;
  readonly passwords: Passwords;
  readonly tokens: Pick<Tokens<string>, "revokeAll">;
  readonly outbox: Outbox;
  /** Tells clients apart, which take turns where hashes wait. Default: {@link clientAddress} without proxies. */
  readonly client?: FindClient;
  /** What belongs to a user and makes a bad password: its name, its e-mail address. Default: nothing. */
  words?(user: U): readonly string[];
  /** What the mail says that tells of it. Default: plain English. */
  notice?(user: U): Letterhead;
  /** Notes that the address of a user is confirmed, once their password is set: who has the code has the mail. The one of {@link confirmVerificationEndpoint}, and for the address that `user` has here. What it throws is 503; the new password holds, and the address is still to be confirmed. Default: nobody does, for applications that confirm no addresses. */
  verified?(user: U): Awaitable<unknown>;
  /** Told once another password is set: lift locks, `guesses.forgive(user.login, request)`, end what else opens the account, such as its API keys. What it throws is thrown on. Default: nobody. */
  onReset?(user: U, context: Context): Awaitable<unknown>;
}

/** What somebody brings who has forgotten a password. */
export interface Resetting {
  readonly code: string;
  readonly password: string;
}

/** What became of it. */
export type Reset<U> = { readonly user: U } | { readonly problem: EndpointProblem };

/** Purpose of the codes that set another password. */
export const purpose = "reset_password";

/**
 * Sets another password. The write itself ends the code, with the epoch: so what cannot be taken, and what cannot be written, does not cost another mail. And of two that bring one code, one finds the hash that it is to
 * replace.
 */
export async function reset<U extends Account>(
  { code, password }: Resetting,
  options: ConfirmResetOptions<U>,
  { signal, request }: Pick<Context, "signal" | "request">,
): Promise<Reset<U> | Rejected> {
  const { passwords, client = clientAddress() } = options;
  const users = patientUsers(options.users);
  const claimed = await looked({ code, purpose }, options);
  if (isOutcome(claimed)) return claimed;
  const { user } = claimed;
  // Read before the code is looked at for the last time: should somebody else set a password after that, it is no longer the one to be replaced.
  const replaces = (await users.passwordHash(user.id)) ?? null;
  const enrolled = await passwords.enroll(password, { words: options.words?.(user) ?? [], signal, client: client(request) });
  if (!enrolled.ok) return { problem: { status: 422, code: `password_${enrolled.problem.code}`, detail: enrolled.problem.message } };
  const owner = await looked({ code, purpose }, options);
  if (isOutcome(owner)) return owner;
  if (!(await isReplaced(user, enrolled.hash, replaces, users))) return badCode("password_changed", user.id);
  // Its epoch is over: what is left of it is a row.
  await options.codes.end(code).catch(() => undefined);
  return owner;
}

/** How often a better hash of the same password may come in between. */
const most = 3;

/** Replaces the hash, as long as it is one of the same password. */
async function isReplaced<U extends Account>(
  user: U,
  passwordHash: HashedPassword,
  first: string | null,
  users: Users<U, never>,
): Promise<boolean> {
  let replaces = first;
  for (let attempt = 1; attempt <= most; attempt += 1) {
    if (await users.setPassword({ id: user.id, passwordHash, replaces, raisesEpoch: true })) return true;
    replaces = (await users.passwordHash(user.id)) ?? null;
    const now = await users.byId(user.id);
    if (now === undefined || vintageOf(now).epoch !== vintageOf(user).epoch) return false;
  }
  return false;
}

/** Ends the sign-ins, notes that the address is theirs, tells the owner, and whoever wants to know: each of them, whatever becomes of the others. @throws what the first that failed threw. */
export async function finish<U extends Account>(user: U, options: ConfirmResetOptions<U>, context: Context): Promise<void> {
  const steps = [
    async () => options.tokens.revokeAll(user.id),
    async () => noted(() => options.verified?.(user)),
    async () => notify(user, options),
    async () => options.onReset?.(user, context),
  ];
  const ended = await Promise.allSettled(steps.map((step) => step()));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

function notify<U extends Account>(user: U, options: ConfirmResetOptions<U>): void {
  options.outbox.offer({
    purpose: "password_was_reset",
    write() {
      const to = options.addressOf(user);
      return to === undefined ? undefined : { ...(options.notice?.(user) ?? noticeLetter()), to };
    },
  });
}

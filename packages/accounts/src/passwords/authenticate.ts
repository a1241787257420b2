import { granted, rejected, UnavailableError, type Awaitable, type Granted, type Rejected } from "@ampoule/core";
import type { HashedPassword, HashingOptions, PasswordHasher, StoredPassword } from "./hasher.js";
import type { Passwords } from "./passwords.js";

/** What a store found under a name. */
export interface FoundAccount<out A> {
  /** Who it is, as handlers get it. Leave the hash out. */
  readonly account: A;
  /** `null` or `undefined` where it has no password. */
  readonly passwordHash: StoredPassword;
  /** Whether it may not sign in at all. Default: it may. */
  readonly isDisabled?: boolean;
  /** Whether it may not sign in for now, after too many failures. Default: it may. */
  readonly isLocked?: boolean;
}

/** Looks an account up by name. Throws, best an `UnavailableError`, where it cannot tell. */
export type FindAccount<A> = (username: string) => Awaitable<FoundAccount<A> | null | undefined>;

/** A hash that ought to take the place of another. */
export interface Upgrade<out A> {
  readonly account: A;
  readonly hash: HashedPassword;
  /** Store the new one only where this one still is: somebody may have changed the password meanwhile. */
  readonly replaces: string;
}

/** What signing in can be told besides name and password. */
export interface SignInOptions<A> extends HashingOptions {
  /** Stores a better hash of the same password. Default: hashes stay as they are. */
  readonly upgrade?: (upgrade: Upgrade<A>) => Awaitable<void>;
}

interface SignIn<A> extends SignInOptions<A> {
  readonly find: FindAccount<A>;
  readonly username: string;
  readonly password: string;
}

/** One search and one check, whatever is found. */
export async function admit<A extends NonNullable<unknown>>(hasher: Passwords, signIn: SignIn<A>): Promise<Granted<A> | Rejected> {
  const { find, username, password, signal, client } = signIn;
  const found = await find(username);
  // Whoever is kept out learns from the words alone, and those are the same: a quick answer would tell that the guess was right.
  const anew = found?.isDisabled === true || found?.isLocked === true;
  const { ok, needsRehash } = await hasher.verify(password, found?.passwordHash, { signal, client, anew });
  if (!found) return rejected("unknown_account", { subject: username });
  const code = refusalCode(found, ok);
  if (code !== undefined) return rejected(code, { subject: username });
  if (needsRehash) await offer(hasher, found, signIn);
  return granted(found.account);
}

/** The state of an account is looked at once its password is known to be right. */
function refusalCode({ isDisabled, isLocked }: FoundAccount<unknown>, isRight: boolean): string | undefined {
  if (!isRight) return "wrong_password";
  if (isDisabled === true) return "disabled_account";
  return isLocked === true ? "locked_account" : undefined;
}

/** A better hash is worth a place in the queue, but not a refused sign-in. */
async function offer<A>(hasher: PasswordHasher, found: FoundAccount<A>, { upgrade, password, signal, client }: SignIn<A>): Promise<void> {
  if (upgrade === undefined || typeof found.passwordHash !== "string") return;
  const hash = await hasher.hash(password, { signal, client }).catch(postponed);
  if (hash !== undefined) await upgrade({ account: found.account, hash, replaces: found.passwordHash });
}

function postponed(fault: unknown): undefined {
  if (fault instanceof UnavailableError) return undefined;
  throw fault;
}

import { isOutcome, oauthError, type BasicCredentials, type Context, type Rejected } from "@ampoule/core";
import type { SignIn } from "../tokens/granting.js";
import type { TokenPair } from "../tokens/pair.js";
import type { Tokens } from "../tokens/tokens.js";
import type { Authenticated, AuthenticateUser } from "./authenticate-user.js";

/** What decides over a password, and what gives tokens then. */
export interface Door {
  readonly tokens: Tokens<string>;
  /** `undefined`: nobody signs in by password here. */
  readonly authenticate: AuthenticateUser | undefined;
}

/** Signs in who has this name and password. */
export async function signInByPassword(
  login: BasicCredentials,
  asked: SignIn<string>,
  { tokens, authenticate }: Door,
  context: Context,
): Promise<TokenPair | Rejected> {
  const user = await authenticated(login, authenticate, context);
  if (isOutcome(user)) return user;
  return tokens.signIn(user.id, { ...asked, ...(user.epoch !== undefined && { epoch: user.epoch }) });
}

/** Who has this name and password. */
export async function authenticated(
  login: BasicCredentials,
  authenticate: AuthenticateUser | undefined,
  context: Context,
): Promise<Authenticated | Rejected> {
  const found = await authenticate?.(login, context);
  const user = isOutcome(found) && found.kind === "granted" ? found.value : found;
  return !user || isOutcome(user) ? asGrantError(user) : user;
}

/** The same for every reason; the operator hears which one it was. */
function asGrantError(outcome: unknown): Rejected {
  if (!isOutcome(outcome) || outcome.kind !== "rejected") return oauthError("invalid_grant", { code: "wrong_credentials" });
  const { oauth, code, subject, retryAfter } = outcome;
  if (oauth !== undefined) return outcome;
  const about = { code, ...(subject !== undefined && { subject }) };
  return retryAfter === undefined ? oauthError("invalid_grant", about) : oauthError("slow_down", { ...about, retryAfter });
}

import { isOutcome, type Context, type JsonBody, type Rejected } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import type { EndpointProblem } from "../endpoints/problem.js";
import type { AuthenticateUser } from "../sign-in/authenticate-user.js";
import { authenticated } from "../sign-in/by-password.js";
import { clientAddress } from "../throttle/client-address.js";
import { vintageOf, type Account } from "../tokens/account.js";
import type { TokenPair } from "../tokens/pair.js";
import { patientUsers } from "../users/patient-users.js";
import type { ChangePasswordOptions } from "./options.js";

/** Who wants another password. */
export interface Changing<U extends Account> {
  readonly user: U;
  readonly token: AccessToken;
  readonly body: JsonBody<"current_password" | "new_password">;
}

type Changed = TokenPair | Rejected | { readonly problem: EndpointProblem };

/**
 * Changes a password: the old one is checked, then the new one is judged and hashed, and stored in the place of the hash that was there before the check.
 */
export async function change<U extends Account>(
  { user, token, body }: Changing<U>,
  options: ChangePasswordOptions<U>,
  confirm: AuthenticateUser,
  context: Context,
): Promise<Changed> {
  const { passwords, tokens, words, client = clientAddress() } = options;
  const users = patientUsers(options.users);
  const replaces = (await users.passwordHash(user.id)) ?? null;
  const confirmed = await authenticated({ username: user.id, password: body.text("current_password") }, confirm, context);
  if (isOutcome(confirmed)) return confirmed;
  const asking = { signal: context.signal, client: client(context.request) };
  const enrolled = await passwords.enroll(body.text("new_password"), { words: words?.(user) ?? [], ...asking });
  if (!enrolled.ok) return refuse(422, `password_${enrolled.problem.code}`, enrolled.problem.message);
  const isSet = await users.setPassword({ id: user.id, passwordHash: enrolled.hash, replaces, raisesEpoch: true });
  if (!isSet) return refuse(409, "password_changed", "The password was changed meanwhile.");
  await tokens.revokeAll(user.id);
  // No more than the token had that asks: it may have been given less than its user may.
  const { clientId, scopes } = token;
  return tokens.signIn(user.id, { ...(clientId !== undefined && { clientId }), scopes, epoch: vintageOf(user).epoch + 1 });
}

function refuse(status: EndpointProblem["status"], code: string, detail: string): { problem: EndpointProblem } {
  return { problem: { status, code, detail } };
}

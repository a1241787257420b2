import { UnavailableError } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import { isOfNow } from "./account.js";
import { clientPrefix } from "./access.js";
import { liveAccount } from "./granting.js";
import { parseRefreshToken } from "./refresh-token.js";
import type { Settings } from "./settings.js";

/** The sign-in that an access token came of, if it came of one. */
export function sessionOf({ claims: { sid } }: AccessToken): string | undefined {
  return typeof sid === "string" ? sid : undefined;
}

/** Ends the sign-in of an access token, or that token alone where it has none. */
export async function signOut(token: AccessToken, { store, tell, clock }: Settings): Promise<void> {
  const { sub: subject, exp, jti } = token;
  const family = sessionOf(token);
  if (family !== undefined) await store.end(family);
  else if (jti !== undefined) await store.deny({ subject, jti, until: exp * 1_000 + day, now: clock() });
  else throw new TypeError("An access token without sid and jti cannot be ended.");
  tell({ type: "ended", code: "signed_out", subject, family, jti });
}

/** Milliseconds by which the clocks of processes may differ: as `jwt()` has it for `iat`. */
const skew = 5_000;

/** A denial is kept longer than the token lives, since clocks differ. */
const day = 86_400_000;

/** Ends the family of a refresh token, for its own client. That there is none is as good (RFC 7009 section 2.2). */
export async function revoke(text: string, clientId: string, { store, tell }: Settings): Promise<void> {
  const token = parseRefreshToken(text);
  const family = token && (await store.find(token.family));
  if (family === undefined) return;
  const about = { subject: family.subject, clientId: family.clientId, family: family.id };
  if (family.clientId !== clientId) return tell({ type: "refused", code: "wrong_client", ...about });
  await store.end(family.id);
  tell({ type: "ended", code: "revoked", ...about });
}

/** Ends everything of a subject but one sign-in. */
export async function revokeAll(subject: string, except: string | undefined, { store, tell, clock, access }: Settings): Promise<void> {
  const now = clock();
  await store.endAll(subject, { except, now, until: now + access + day });
  tell({ type: "ended", code: "revoked_all", subject });
}

/** Whether the store says that a token is over. */
export async function isSessionOver(token: AccessToken, { store, clock, believesUnchecked }: Settings): Promise<boolean> {
  const { sub: subject, jti, iat = 0 } = token;
  try {
    return await store.isOver({ subject, jti, family: sessionOf(token), issuedAt: Math.floor(iat * 1_000) - skew, now: clock() });
  } catch (error) {
    if (believesUnchecked && error instanceof UnavailableError) return false;
    throw error;
  }
}

/** Whether a token is over, also because its account is no longer what it was. */
export async function isRevoked(token: AccessToken, settings: Settings): Promise<boolean> {
  if (await isSessionOver(token, settings)) return true;
  if (token.sub.startsWith(clientPrefix)) return false;
  const account = await liveAccount(token.sub, settings);
  if (typeof account === "string") return true;
  return !isOfNow(token, account);
}

import { oauthError, type Rejected } from "@ampoule/core";
import { stateOf, vintageOf, type Account } from "./account.js";
import { accessFor, accessForClient, type IssuedAccess } from "./access.js";
import { pairOf, type TokenPair } from "./pair.js";
import { begin } from "./rotation.js";
import type { Settings } from "./settings.js";

/** What is asked for at sign-in. */
export interface SignIn<S extends string> {
  /** The client that the tokens are for. Default: `"first-party"`. */
  readonly clientId?: string;
  /** Default: every scope that the account may have. */
  readonly scopes?: readonly S[];
  /** The scopes that the client may have: an account's others are not granted to it. Default: all. */
  readonly within?: readonly S[];
  /**
   * The epoch of the account that was looked at when its password, or whatever it was, was checked. With another one by now, that was before it was changed: refused. Default: not
   * compared.
   */
  readonly epoch?: number;
}

export const firstParty = "first-party";

/** The account, or why it gets no tokens. */
export async function liveAccount(id: string, { account }: Settings): Promise<Account | "no_account" | "account_disabled"> {
  return stateOf(id, await account(id));
}

/** Signs in, and keeps it. */
export async function signIn(subject: string, asked: SignIn<string>, settings: Settings): Promise<TokenPair | Rejected> {
  const { clientId = firstParty } = asked;
  const account = await liveAccount(subject, settings);
  if (typeof account === "string") return refuse(account, { subject, clientId }, settings);
  const { epoch } = vintageOf(account);
  if (asked.epoch !== undefined && asked.epoch !== epoch) return refuse("epoch_changed", { subject, clientId }, settings);
  const scopes = granted(asked, settings.allows(account), settings);
  if (scopes === undefined) return refuseScope({ subject, clientId }, settings);
  const now = settings.clock();
  const begun = begin({ subject, clientId, scopes, epoch }, now, settings);
  const access = await accessFor(account, { clientId, scopes, family: begun.family }, settings);
  await settings.store.create(begun.family, now);
  settings.tell({ type: "issued", subject, clientId, family: begun.family.id, jti: access.jti });
  return pairOf(access, begun, now);
}

/** An access token alone, for who cannot keep a refresh token. */
export async function issueAccess(subject: string, asked: SignIn<string>, settings: Settings): Promise<IssuedAccess | Rejected> {
  const { clientId = firstParty } = asked;
  const account = await liveAccount(subject, settings);
  if (typeof account === "string") return refuse(account, { subject, clientId }, settings);
  if (asked.epoch !== undefined && asked.epoch !== vintageOf(account).epoch)
    return refuse("epoch_changed", { subject, clientId }, settings);
  const scopes = granted(asked, settings.allows(account), settings);
  if (scopes === undefined) return refuseScope({ subject, clientId }, settings);
  return told(await accessFor(account, { clientId, scopes }, settings), { subject, clientId }, settings);
}

/** An access token for a program that has shown who it is. */
export async function issueForClient(
  clientId: string,
  asked: Omit<SignIn<string>, "clientId" | "epoch">,
  settings: Settings,
): Promise<IssuedAccess | Rejected> {
  const scopes = granted(asked, settings.scopes, settings);
  if (scopes === undefined) return refuseScope({ clientId }, settings);
  return told(await accessForClient({ clientId, scopes }, settings), { clientId }, settings);
}

interface About {
  readonly subject?: string;
  readonly clientId?: string;
  readonly family?: string;
}

function told(access: IssuedAccess, about: About, { tell }: Settings): IssuedAccess {
  tell({ type: "issued", ...about, jti: access.jti });
  return access;
}

/** The scopes that are granted; `undefined` where one is asked for that is not to be had. */
function granted(
  { scopes: asked, within }: SignIn<string>,
  allowed: readonly string[],
  { scopes }: Settings,
): readonly string[] | undefined {
  const possible = scopes.filter((name) => allowed.includes(name) && within?.includes(name) !== false);
  if (asked === undefined) return possible;
  return asked.every((name) => possible.includes(name)) ? possible.filter((name) => asked.includes(name)) : undefined;
}

/** The one answer to every grant that is not good; the operator hears why. */
export function refuse(code: string, about: About, { tell }: Settings): Rejected {
  tell({ type: "refused", code, ...about });
  return oauthError("invalid_grant", { code, ...(about.subject !== undefined && { subject: about.subject }) });
}

export function refuseScope(about: About, { tell }: Settings): Rejected {
  tell({ type: "refused", code: "scope_not_granted", ...about });
  return oauthError("invalid_scope", { code: "scope_not_granted", ...(about.subject !== undefined && { subject: about.subject }) });
}

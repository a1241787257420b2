import { ConfigurationError } from "@ampoule/core";
import { randomBytes } from "node:crypto";
import { vintageOf, type Account } from "./account.js";
import { ownClaims } from "./claims.js";
import type { Family } from "./family.js";
import type { Settings } from "./settings.js";

/** An access token that was made. */
export interface IssuedAccess<S extends string = string> {
  readonly accessToken: string;
  /** Seconds that it holds. */
  readonly expiresIn: number;
  readonly scopes: readonly S[];
  readonly jti: string;
}

/** Subjects that are programs. No account has such an id, so that none is ever taken for the other. */
export const clientPrefix = "client:";
/** What verifiers read, in characters. */
const longest = 8_192;

/** What an access token is made for. */
export interface Purpose {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly family?: Family;
}

/** Makes a token for a user. @throws ConfigurationError on claims that must not be there. */
export async function accessFor(account: Account, purpose: Purpose, settings: Settings): Promise<IssuedAccess> {
  if (account.id.startsWith(clientPrefix))
    throw new ConfigurationError("invalid_option", `The id of an account begins with ${clientPrefix}`);
  const { family } = purpose;
  const session = family && { sid: family.id, auth_time: Math.floor(family.startedAt / 1_000) };
  return issue({ ...(await ownClaims(account, settings)), ...session, ...vintageOf(account), sub: account.id }, purpose, settings);
}

/** Makes a token for a program, which is nobody's. */
export function accessForClient(purpose: Purpose, settings: Settings): Promise<IssuedAccess> {
  return issue({ sub: clientPrefix + purpose.clientId }, purpose, settings);
}

/** A name that nobody can guess: 128 random bits. */
export function newName(): string {
  return randomBytes(16).toString("base64url");
}

async function issue(said: Readonly<Record<string, unknown>>, purpose: Purpose, settings: Settings): Promise<IssuedAccess> {
  const { issuer, audience, keys, clock, access } = settings;
  const { clientId, scopes, family } = purpose;
  const [iat, jti] = [Math.floor(clock() / 1_000), newName()];
  const exp = Math.min(iat + access / 1_000, Math.ceil((family?.endsAt ?? Number.POSITIVE_INFINITY) / 1_000));
  const scope = scopes.length === 0 ? {} : { scope: scopes.join(" ") };
  const aud = typeof audience === "string" ? audience : [...audience];
  const accessToken = await keys.sign({ ...said, iss: issuer, aud, iat, exp, jti, client_id: clientId, ...scope }, "at+jwt");
  if (accessToken.length > longest) {
    throw new ConfigurationError(
      "invalid_option",
      `An access token has ${accessToken.length} characters, and may have ${longest}: claims() says too much.`,
    );
  }
  return { accessToken, expiresIn: exp - iat, scopes, jti };
}

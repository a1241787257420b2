import { oauthError, type Awaitable, type Context, type OAuthForm, type Rejected } from "@ampoule/core";
import { firstParty } from "../tokens/granting.js";

/** What a token endpoint can be asked for (RFC 6749 sections 4.3, 4.4 and 6). */
export type GrantType = "password" | "refresh_token" | "client_credentials";

/** A program that asks for tokens. */
export interface OAuthClient {
  readonly id: string;
  /** The scopes that it may have. Default: all. */
  readonly scopes?: readonly string[];
  /** What it may ask for. Default: `password` and `refresh_token`. */
  readonly grants?: readonly GrantType[];
}

/** How a program says who it is. */
export interface ClientCredentials {
  readonly clientId: string;
  /** `null` where it brings none: a program that cannot keep a secret. */
  readonly clientSecret: string | null;
}

/**
 * Finds a program, and checks its secret: in constant time, and with as much work for an unknown one. Nobody limits guesses before it: secrets of 256 bits need no limit and no slow hash; where people choose them, ask a {@link throttle} first. `undefined`, `null` and `false`: it is not who it says. Throw an
 * `UnavailableError` where you cannot tell.
 */
export type AuthenticateClient = (credentials: ClientCredentials, context: Context) => Awaitable<OAuthClient | undefined | null | false>;

const own: OAuthClient = Object.freeze({ id: firstParty });

/** The program that sent a form. Who names none is the application's own, which needs no secret. */
export async function clientOf(
  { clientId, clientSecret }: OAuthForm<never>,
  authenticate: AuthenticateClient | undefined,
  context: Context,
): Promise<OAuthClient | Rejected> {
  if (clientId === null && clientSecret === null) return own;
  if (clientId === null) return oauthError("invalid_client", { description: "client_id is missing" });
  if (authenticate === undefined) return clientId === own.id && clientSecret === null ? own : unknown(clientId);
  return (await authenticate({ clientId, clientSecret }, context)) || unknown(clientId);
}

function unknown(clientId: string): Rejected {
  return oauthError("invalid_client", { code: "unknown_client", subject: clientId });
}

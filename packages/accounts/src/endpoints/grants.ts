import { oauthError, type Context, type OAuthForm, type Rejected } from "@ampoule/core";
import type { AuthenticateUser } from "../sign-in/authenticate-user.js";
import { signInByPassword } from "../sign-in/by-password.js";
import type { IssuedAccess } from "../tokens/access.js";
import type { Tokens } from "../tokens/tokens.js";
import type { AuthenticateClient, GrantType, OAuthClient } from "./clients.js";

/** The fields of a token request. */
export const tokenFields = ["grant_type", "username", "password", "scope", "refresh_token"] as const;
type TokenForm = OAuthForm<(typeof tokenFields)[number]>;

/** What a token endpoint can give. */
export interface Grants {
  readonly tokens: Tokens<string>;
  readonly authenticate?: AuthenticateUser | undefined;
  readonly clients?: AuthenticateClient | undefined;
}

type Answer = Promise<IssuedAccess | Rejected>;

const usual: readonly GrantType[] = ["password", "refresh_token"];

/** Carries out one request for tokens. */
export async function grant(form: TokenForm, client: OAuthClient, grants: Grants, context: Context): Answer {
  const asked = form.get("grant_type") ?? impliedBy(form);
  if (asked === undefined) return missing("grant_type");
  if (!isOffered(asked, grants)) return oauthError("unsupported_grant_type");
  if (!(client.grants ?? usual).includes(asked)) return oauthError("unauthorized_client", { subject: client.id });
  switch (asked) {
    case "password":
      return byPassword(form, client, grants, context);
    case "refresh_token":
      return byRefreshToken(form, client, grants);
    case "client_credentials":
      return forClient(form, client, grants);
  }
}

/** Login forms may leave the grant type out. */
function impliedBy(form: TokenForm): GrantType | undefined {
  return form.get("username") === undefined ? undefined : "password";
}

function isOffered(asked: string, { authenticate, clients }: Grants): asked is GrantType {
  if (asked === "password") return authenticate !== undefined;
  return asked === "refresh_token" || (asked === "client_credentials" && clients !== undefined);
}

async function byPassword(form: TokenForm, client: OAuthClient, { tokens, authenticate }: Grants, context: Context): Answer {
  const [username, password] = [form.get("username")?.normalize("NFC"), form.get("password")?.normalize("NFC")];
  if (username === undefined) return missing("username");
  if (password === undefined) return missing("password");
  const asked = scopesOf(form, client);
  // What nobody can have costs no hash.
  if (asked.scopes?.every((name) => tokens.verifier.scopes.includes(name)) === false) return oauthError("invalid_scope");
  return signInByPassword({ username, password }, { clientId: client.id, ...asked }, { tokens, authenticate }, context);
}

async function byRefreshToken(form: TokenForm, client: OAuthClient, { tokens }: Grants): Answer {
  const token = form.get("refresh_token");
  if (token === undefined) return missing("refresh_token");
  return tokens.refresh(token, { clientId: client.id, ...scopesOf(form, client) });
}

/** A program that cannot keep a secret has not shown who it is (RFC 6749 section 4.4). */
async function forClient(form: TokenForm, client: OAuthClient, { tokens }: Grants): Answer {
  if (form.clientSecret === null) return oauthError("unauthorized_client", { code: "public_client", subject: client.id });
  return tokens.issueForClient(client.id, scopesOf(form, client));
}

interface AskedScopes {
  readonly scopes?: readonly string[];
  readonly within?: readonly string[];
}

function scopesOf(form: TokenForm, { scopes: within }: OAuthClient): AskedScopes {
  const names = (form.get("scope") ?? "").split(/\s+/).filter((name) => name !== "");
  return { ...(names.length > 0 && { scopes: names }), ...(within !== undefined && { within }) };
}

function missing(name: string): Rejected {
  return oauthError("invalid_request", { description: `${name} is missing` });
}

import { oauthError } from "../contract/oauth-error.js";
import { isOutcome, type Rejected } from "../contract/outcome.js";
import { makeProvider, type ProviderValue } from "../contract/provider.js";
import type { Context } from "../contract/context.js";
import type { RequestView } from "../contract/request-view.js";
import { isScopeName } from "../contract/scopes.js";
import type { Client } from "./client.js";
import { invalidForm, type Fields } from "./fields.js";
import { defaultLimit, readForm, requireLimit } from "./read-form.js";
import { requestBodyOf } from "./request-body.js";

/**
 * What a user sent to sign in. Name and password are in Unicode normal form C, like those of `basic`; nothing is trimmed. The password and the client's
 * secret are there to be read, but not enumerable, so that logs, `JSON.stringify` and copies leave them out.
 */
export interface LoginForm {
  readonly grantType: "password" | null;
  readonly username: string;
  readonly password: string;
  /** What the client asks for, in its order, with repeats. Nobody granted it yet. */
  readonly scopes: readonly string[];
  readonly clientId: string | null;
  readonly clientSecret: string | null;
}

/** A {@link LoginForm} that said its grant type. */
export interface StrictLoginForm extends LoginForm {
  readonly grantType: "password";
}

/** What {@link loginForm} can be told. */
export interface LoginFormOptions {
  /** Bytes that the body may have, a whole number from 1. Default: 65,536. */
  readonly limit?: number;
}

/**
 * The form of first-party sign-in: name and password, as OAuth 2's password grant spells it (RFC 6749 section 4.3.2), with `grant_type` left to the
 * client.
 *
 * Reads strictly: urlencoded or multipart without files, in UTF-8, up to a size. An empty field counts as not sent; a field that comes twice is refused, an
 * unknown one passed over, and so is everything in the URL. `grant_type` must be `password` exactly where it is sent; scopes are parted by white space. The
 * client may name itself in the form or, form-encoded, in `Authorization: Basic`, not in both. Every refusal is an OAuth 2 error, see {@link oauthError}.
 *
 * It checks neither password nor client: your provider does, and must take the same time for an unknown name as for a wrong password. It does not
 * slow down guessing, ask where a request comes from, or grant the scopes asked for. OAuth 2.1 has no such grant: offer it to clients of your own only. A
 * body that was already read, by a body parser mounted above, is a fault: mount the parser below this route.
 *
 * @throws ConfigurationError on a limit that is no such number.
 * @example
 * ```ts
 * const login = provider({ form: loginForm(), users: Users }, async ({ form, users }) => {
 *   return (await users.authenticate(form.username, form.password)) ?? oauthError("invalid_grant");
 * });
 * ```
 */
export function loginForm(options: LoginFormOptions = {}): ProviderValue<LoginForm> {
  return formProvider("loginForm", options, false);
}

/**
 * The same as {@link loginForm}, for clients that keep to RFC 6749 to the letter: `grant_type=password` has to be there.
 *
 * @throws ConfigurationError as {@link loginForm}.
 * @example
 * ```ts
 * const login = provider({ form: strictLoginForm(), users: Users }, async ({ form, users }) => {
 *   return (await users.authenticate(form.username, form.password)) ?? oauthError("invalid_grant");
 * });
 * ```
 */
export function strictLoginForm(options: LoginFormOptions = {}): ProviderValue<StrictLoginForm> {
  return formProvider("strictLoginForm", options, true);
}

const names = ["grant_type", "username", "password", "scope"] as const;
type LoginFields = Fields<(typeof names)[number]>;

function formProvider<T>(name: string, { limit = defaultLimit }: LoginFormOptions, isStrict: boolean): ProviderValue<T> {
  requireLimit(name, limit);
  const run = (_: object, { request }: Context) => readLogin(request, limit, isStrict);
  return makeProvider({ kind: "function", needs: {}, run, name, openapi: { requestBody: requestBodyOf(isStrict) } });
}

async function readLogin(request: RequestView, limit: number, isStrict: boolean): Promise<LoginForm | Rejected> {
  const form = await readForm(request, names, limit);
  return isOutcome(form) ? form : (wrongGrant(form.fields, isStrict) ?? formOf(form.fields, form.client));
}

function wrongGrant(fields: LoginFields, isStrict: boolean): Rejected | undefined {
  const grantType = fields.get("grant_type");
  if (grantType === undefined) return isStrict ? invalidForm("grant_type is missing") : undefined;
  return grantType === "password" ? undefined : oauthError("unsupported_grant_type", { description: "grant_type has to be password" });
}

function formOf(fields: LoginFields, { clientId, clientSecret }: Client): LoginForm | Rejected {
  const username = fields.get("username")?.normalize("NFC");
  const password = fields.get("password")?.normalize("NFC");
  if (username === undefined) return invalidForm("username is missing");
  if (password === undefined) return invalidForm("password is missing");
  const scopes = (fields.get("scope") ?? "").split(/\s+/).filter((name) => name !== "");
  if (!scopes.every(isScopeName)) return oauthError("invalid_scope", { description: "scope has characters that are not allowed" });
  const grantType = fields.has("grant_type") ? "password" : null;
  return concealed({ grantType, username, password, scopes, clientId, clientSecret });
}

/** Secrets stay out of logs, `JSON.stringify` and copies. */
function concealed(form: LoginForm): LoginForm {
  const hidden = { enumerable: false };
  return Object.defineProperties(form, { password: hidden, clientSecret: hidden });
}

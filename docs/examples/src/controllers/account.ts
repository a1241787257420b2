import { Dependency, Open, REQUEST, Security, type RequestView } from "@ampoule/core";
import { inject, injectable } from "tsyringe";
import { Accounts, type User } from "../accounts.js";
import { problem, readForm, readJson } from "../bodies.js";
import { Passwords } from "../passwords.js";
import { basicUser, CurrentAdmin, CurrentUser, maybeUser, type Admin } from "../security.js";
import { scopes, Tokens, type Scope } from "../tokens.js";

const emailText = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,189}$/u;

@injectable()
export class AccountController {
  constructor(
    @inject(Accounts) private readonly accounts: Accounts,
    @inject(Passwords) private readonly passwords: Passwords,
    @inject(Tokens) private readonly tokens: Tokens,
  ) {}

  @Open()
  async register(@Dependency(REQUEST) request: RequestView): Promise<Response> {
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const { email, password } = body;
    if (typeof email !== "string" || !emailText.test(email)) return problem(400, "Bad Request", "Send an e-mail address as `email`.");
    if (typeof password !== "string") return problem(400, "Bad Request", "Send a password as `password`.");
    const weakness = this.passwords.problem(password);
    if (weakness !== undefined) return problem(400, "Bad Request", weakness);
    await this.accounts.register(email, password);
    return Response.json({ email }, { status: 201, headers: { "Cache-Control": "no-store" } });
  }

  /** First-party sign-in. Answers as RFC 6749 sections 5.1 and 5.2 say. */
  @Open()
  async token(@Dependency(REQUEST) request: RequestView): Promise<Response> {
    const form = await readForm(request);
    if (form instanceof Response) return oauthError("invalid_request", "Send a form.");
    if (new Set(form.keys()).size < form.size) return oauthError("invalid_request", "A parameter is repeated.");
    if ((form.get("grant_type") ?? "password") !== "password") return oauthError("unsupported_grant_type", "Only password is supported.");
    const [username, password] = [form.get("username"), form.get("password")];
    if (!username || !password) return oauthError("invalid_request", "Send username and password.");
    const granted = grantedScopes(form.get("scope"));
    if (granted === undefined) return oauthError("invalid_scope", "A scope is unknown.");
    const user = await this.accounts.authenticate(username, password);
    return user === undefined ? oauthError("invalid_grant", "The user name or password is wrong.") : this.issue(user, granted);
  }

  me(@CurrentUser() me: User): User {
    return me;
  }

  maybe(@Security(maybeUser) me: User | null): User | null {
    return me;
  }

  admin(@CurrentAdmin() me: Admin): { welcome: string; role: "admin" } {
    return { welcome: me.email, role: me.role };
  }

  basic(@Security(basicUser) me: User): User {
    return me;
  }

  private async issue(user: User, granted: readonly Scope[]): Promise<Response> {
    const access_token = await this.tokens.sign(user.id, granted);
    return oauth(200, { access_token, token_type: "Bearer", expires_in: this.tokens.lifetime, scope: granted.join(" ") });
  }
}

/** The scopes that a sign-in asks for; all of them when it asks for none. `undefined` when one is unknown. */
function grantedScopes(asked: string | null): readonly Scope[] | undefined {
  const known = Object.keys(scopes) as Scope[];
  const names = (asked ?? "").split(" ").filter((name) => name !== "");
  if (names.some((name) => !(known as string[]).includes(name))) return undefined;
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}

function oauthError(error: string, error_description: string): Response {
  return oauth(400, { error, error_description });
}

function oauth(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store", Pragma: "no-cache" } });
}

import { Dependency, Open, REQUEST, Security, type RequestView } from "@ampoule/core";
import { inject, injectable } from "tsyringe";
import { Accounts, type User } from "../accounts.js";
import { problem, readJson } from "../bodies.js";
import { basicUser, CurrentAdmin, CurrentUser, maybeUser, type Admin } from "../security.js";

const emailText = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,189}$/u;

@injectable()
export class AccountController {
  constructor(@inject(Accounts) private readonly accounts: Accounts) {}

  @Open()
  async register(@Dependency(REQUEST) request: RequestView): Promise<Response> {
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const { email, password } = body;
    if (typeof email !== "string" || !emailText.test(email)) return problem(400, "Bad Request", "Send an e-mail address as `email`.");
    if (typeof password !== "string") return problem(400, "Bad Request", "Send a password as `password`.");
    const weakness = await this.accounts.register(email, password);
    if (weakness !== undefined) return problem(400, "Bad Request", weakness.message);
    return Response.json({ email }, { status: 201, headers: { "Cache-Control": "no-store" } });
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
}

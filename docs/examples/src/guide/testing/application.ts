import "reflect-metadata";
import { bearer, policy, provider, require, Security, SecurityProvider } from "@ampoule/core";
import { security, type ExpressSecure } from "@ampoule/express";
import express, { type Express } from "express";
import { inject, injectable, type DependencyContainer } from "tsyringe";
import { Sessions, type Session, type User } from "../../tutorial/sessions.js";

// #region providers
export const accessToken = bearer({
  scopes: ["notes:read"],
  verify: (token, { resolve }) => resolve(Sessions).find(token),
});

@injectable()
export class CurrentUser extends SecurityProvider<User> {
  constructor(@inject(Sessions) private readonly sessions: Sessions) {
    super();
  }
  provide(@Security(accessToken) { sub }: Session) {
    return this.sessions.user(sub);
  }
}

/** A factory: each call makes another provider. */
const withQuota = (quota: number) => provider({ me: CurrentUser }, ({ me }) => ({ me, left: quota }));
export const quota = withQuota(10); // the product, kept, so that routes and tests name the same one

const admin = require(CurrentUser, policy("admin", ({ role }) => role === "admin"));
// #endregion providers

// #region controller
@injectable()
class NotesController {
  list(@Security(CurrentUser, "notes:read") me: User) {
    return [`a note by ${me.name}`];
  }
}
// #endregion controller

// #region application
/** The application, on a container that the caller brings. */
export function makeApplication(container: DependencyContainer): { readonly app: Express; readonly secure: ExpressSecure } {
  const app = express();
  const secure = security({ container });
  app.get(
    "/me",
    secure({ me: CurrentUser }, ({ me }) => me),
  );
  app.get("/notes", secure(NotesController, "list"));
  app.get(
    "/quota",
    secure({ quota }, ({ quota: { left } }) => left),
  );
  app.get(
    "/admin",
    secure({ admin }, ({ admin: { name } }) => name),
  );
  return { app: secure.seal(app), secure };
}
// #endregion application

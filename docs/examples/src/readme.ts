import "reflect-metadata";
import { bearer, optional, provider, rejected, Security, securityParam } from "@ampoule/core";
import { security } from "@ampoule/express";
import express from "express";
import { container, injectable } from "tsyringe";
import { Sessions, type User } from "./tutorial/sessions.js";

// #region readme
const accessToken = bearer({
  scopes: ["notes:read", "notes:write"],
  verify: (token, { resolve }) => resolve(Sessions).find(token),
});
const currentUser = provider({ token: accessToken, sessions: Sessions }, ({ token, sessions }) => {
  return sessions.user(token.sub) ?? rejected("unknown_user");
});
const CurrentUser = securityParam(currentUser);

@injectable()
class NotesController {
  list(@CurrentUser("notes:read") me: User) {
    return [`a note by ${me.name}`]; // 401 and 403 were answered before this line
  }
  greet(@Security(optional(currentUser)) me: User | null) {
    return { hello: me?.name ?? "stranger" }; // declaring `me: User` would not compile
  }
}

container.registerSingleton(Sessions); // without it tsyringe gives each request its own, where no token is known
const app = express();
const secure = security({ container }); // from @ampoule/express, @ampoule/koa or @ampoule/hono
app.get("/notes", secure(NotesController, "list"));
app.get("/greet", secure(NotesController, "greet"));
app.get("/me", secure({ me: currentUser }, ({ me }) => me)); // the same without classes
app.get("/health", secure.open(() => ({ ok: true }))); // openness is said, never forgotten
secure.seal(app).listen(3000); // a route that nobody decided about does not start
// #endregion readme

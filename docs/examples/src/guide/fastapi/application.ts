import "reflect-metadata";
import { security } from "@ampoule/express";
import express, { type Express } from "express";
import { container } from "tsyringe";
import { Sessions } from "../../tutorial/sessions.js";
import { Accounts, Keys } from "../services.js";
import { account, caller, currentUser, ItemsController, login, maybeToken } from "./security.js";

container.registerSingleton(Sessions).registerSingleton(Accounts).registerSingleton(Keys);

export const app: Express = express();
const secure = security({ container });

// #region user
const me = secure({ me: currentUser }, ({ me }) => me);
app.get("/users/me", me);
// #endregion user

// #region scopes
app.get("/users/me/items", secure(ItemsController, "list"));
// #endregion scopes

// #region basic
const named = secure({ account }, ({ account: { name } }) => ({ name }));
app.get("/account", named);
// #endregion basic

// #region optional
const greet = secure({ token: maybeToken }, ({ token }) => ({ hello: token?.sub ?? "stranger" }));
app.get("/greet", greet);
// #endregion optional

// #region levels
const internal = express.Router();
internal.use(secure.guard(caller)); // the router
internal.get("/jobs", (_request, response) => void response.json([])); // any handler of Express
internal.get("/mine", secure.guard(currentUser), (_request, response) => void response.json([])); // one route
app.use("/internal", internal);
// #endregion levels

// #region form
const token = secure({ login, sessions: Sessions }, ({ login: { id }, sessions }) => ({
  access_token: sessions.open(id, ["me", "items"]),
  token_type: "Bearer",
}));
app.post("/token", token);
// #endregion form

// #region docs
app.get("/openapi.json", secure.openapi(app, { info: { title: "Notes", version: "1.0.0" } }));
app.get("/docs", secure.docs({ openapi: "/openapi.json", title: "Notes" }));

secure.seal(app); // makes the document, and refuses routes that nobody decided about
// #endregion docs

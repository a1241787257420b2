import "reflect-metadata";
import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";
import type { Auth } from "./auth.js";

// #region hono
export function notesOnHono(auth: Auth) {
  const [app, secure] = [new Hono(), security({ container })];
  for (const [path, ready] of Object.entries(auth.endpoints)) app.all(path, secure(ready));
  app.get(
    "/notes",
    secure({ me: auth.currentUser }, ({ me }) => [`a note by ${me.name}`]),
  );
  return secure.seal(app);
}
// #endregion hono

import "reflect-metadata";
import { security } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import type { Auth } from "./auth.js";

// #region koa
export function notesOnKoa(auth: Auth) {
  const [router, secure] = [new Router(), security({ container })];
  for (const [path, ready] of Object.entries(auth.endpoints)) router.all(path, secure(ready));
  router.get(
    "/notes",
    secure({ me: auth.currentUser }, ({ me }) => [`a note by ${me.name}`]),
  );
  return secure.seal(new Koa().use(router.routes()));
}
// #endregion koa

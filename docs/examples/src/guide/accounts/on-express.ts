import "reflect-metadata";
import { security } from "@ampoule/express";
import express, { type Express } from "express";
import { container } from "tsyringe";
import type { Auth } from "./auth.js";

// #region express
export function notesOnExpress(auth: Auth): Express {
  const [app, secure] = [express(), security({ container })];
  for (const [path, ready] of Object.entries(auth.endpoints)) app.all(path, secure(ready));
  app.get(
    "/notes",
    secure({ me: auth.currentUser }, ({ me }) => [`a note by ${me.name}`]),
  );
  return secure.seal(app);
}
// #endregion express

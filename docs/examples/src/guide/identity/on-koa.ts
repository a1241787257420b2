import "reflect-metadata";
import { security } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { callersOf, type NotesVerifier } from "./callers.js";

export function notesOnKoa(verifier: NotesVerifier) {
  const router = new Router();
  const secure = security({ container });
  const { reader, writer } = callersOf(verifier);
  router.get(
    "/notes",
    secure({ me: reader }, ({ me }) => [`a note by ${me.id}`]),
  );
  router.post(
    "/notes",
    secure({ me: writer }, ({ me }) => ({ by: me.id })),
  );
  return secure.seal(new Koa().use(router.routes()));
}

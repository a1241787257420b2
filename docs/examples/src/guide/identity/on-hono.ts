import "reflect-metadata";
import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";
import { callersOf, type NotesVerifier } from "./callers.js";

export function notesOnHono(verifier: NotesVerifier) {
  const app = new Hono();
  const secure = security({ container });
  const { reader, writer } = callersOf(verifier);
  app.get(
    "/notes",
    secure({ me: reader }, ({ me }) => [`a note by ${me.id}`]),
  );
  app.post(
    "/notes",
    secure({ me: writer }, ({ me }) => ({ by: me.id })),
  );
  return secure.seal(app);
}

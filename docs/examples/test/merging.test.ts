import "reflect-metadata";
import type { OpenApiDocument } from "@ampoule/core/openapi";
import { security } from "@ampoule/express";
import express from "express";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { expectSound } from "../../../packages/core/test/openapi/sound.js";
import { currentUser } from "../src/tutorial/security.js";
import { Sessions } from "../src/tutorial/sessions.js";

test("a document of the application's own is completed", async () => {
  container.registerSingleton(Sessions);
  // #region merge
  const written: OpenApiDocument = {
    openapi: "3.1.0",
    info: { title: "Notes", version: "1.0.0" },
    paths: { "/notes/{noteId}": { get: { operationId: "getNote", responses: { 200: { description: "A note" } } } } },
  };

  const app = express();
  const secure = security({ container });
  app.get(
    "/notes/:id",
    secure({ me: currentUser }, ({ me }) => [`a note by ${me.name}`]),
  );

  const complete = secure.document(app, { document: written }); // or serve it: secure.openapi(app, { document: written })
  // #endregion merge
  await expectSound(complete);
  expect(complete.paths?.["/notes/{noteId}"]?.get).toMatchObject({ operationId: "getNote", security: [{ HTTPBearer: [] }] });
});

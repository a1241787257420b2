import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { bearer } from "@ampoule/core";
import { security, type SecurityOptions } from "@ampoule/express";
import express, { type Express } from "express";
import { Sessions } from "../../tutorial/sessions.js";

export function appOf(options: SecurityOptions): Express {
  // #region ids
  const current = new AsyncLocalStorage<string>();
  const app = express().use((_request, response, next) => {
    const id = randomUUID(); // or what your logger or your proxy has made already
    response.setHeader("X-Request-Id", id);
    current.run(id, next);
  });
  const secure = security({ ...options, requestId: () => current.getStore() });
  // #endregion ids
  const accessToken = bearer((token, { resolve }) => resolve(Sessions).find(token));
  app.get(
    "/me",
    secure({ me: accessToken }, ({ me }) => me),
  );
  return secure.seal(app);
}

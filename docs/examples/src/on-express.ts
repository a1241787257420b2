import { security } from "@ampoule/express";
import express, { type NextFunction, type Request, type Response } from "express";
import type { MakeApplication } from "./application.js";
import { about } from "./descriptions.js";
import { addRoutes } from "./routes.js";

export const onExpress: MakeApplication = (options, endpoints) => {
  const app = express();
  const secure = security(options);
  app.disable("x-powered-by");
  addRoutes(secure, endpoints, (method, path, handler) => app[method](path, handler));
  // #region mount
  app.get("/openapi.json", secure.openapi(app, about));
  app.get("/docs", secure.docs({ openapi: "/openapi.json", title: about.info.title }));
  // #endregion mount
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((fault: Error, _request: Request, response: Response, _next: NextFunction) => {
    console.error(fault);
    response.status(500).json({ error: "internal" });
  });
  return { listener: secure.seal(app), report: secure.report(app) };
};

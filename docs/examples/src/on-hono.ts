import { security } from "@ampoule/hono";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { MakeApplication } from "./application.js";
import { about } from "./descriptions.js";
import { addRoutes } from "./routes.js";

export const onHono: MakeApplication = (options, endpoints) => {
  const app = new Hono();
  const secure = security(options);
  addRoutes(secure, endpoints, (method, path, handler) => app[method](path, handler));
  // #region mount
  app.get("/openapi.json", secure.openapi(app, about));
  app.get("/docs", secure.docs({ openapi: "/openapi.json", title: about.info.title }));
  // #endregion mount
  app.onError((fault, context) => {
    console.error(fault);
    return context.json({ error: "internal" }, 500);
  });
  const handle = getRequestListener(secure.seal(app).fetch);
  return { listener: (request, response) => void handle(request, response), report: secure.report(app) };
};

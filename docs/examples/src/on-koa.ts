import { security } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import type { MakeApplication } from "./application.js";
import { about } from "./descriptions.js";
import { addRoutes } from "./routes.js";

export const onKoa: MakeApplication = (options, endpoints) => {
  const app = new Koa();
  const router = new Router();
  const secure = security(options);
  addRoutes(secure, endpoints, (method, path, handler) => router[method](path, handler));
  // #region mount
  router.get("/openapi.json", secure.openapi(app, about));
  router.get("/docs", secure.docs({ openapi: "/openapi.json", title: about.info.title }));
  // #endregion mount
  app.use(router.routes());
  const handle = secure.seal(app).callback();
  return { listener: (request, response) => void handle(request, response), report: secure.report(app) };
};

import { createServer } from "node:http";
import { security } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import type { MakeApplication } from "./application.js";
import { addRoutes } from "./routes.js";

export const onKoa: MakeApplication = (options) => {
  const app = new Koa();
  const router = new Router();
  const secure = security(options);
  addRoutes(secure, (method, path, handler) => router[method](path, handler));
  app.use(router.routes());
  const handle = secure.seal(app).callback();
  return { server: createServer((request, response) => void handle(request, response)), report: secure.report(app) };
};

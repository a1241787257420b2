import "reflect-metadata";
import { bearer, constantTimeEqual } from "@ampoule/core";
import { security } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";

const secret = process.env["API_TOKEN"] ?? crypto.randomUUID();
const token = bearer((text) => (constantTimeEqual(text, secret) ? { sub: "alice" } : undefined));

const app = new Koa();
const router = new Router();
const secure = security({ container });

router.get(
  "/me",
  secure({ me: token }, ({ me }) => me),
);
router.get(
  "/health",
  secure.open(() => ({ ok: true })),
);
export default secure.seal(app.use(router.routes()));

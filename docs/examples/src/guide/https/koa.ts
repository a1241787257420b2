import { security } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { caller } from "./caller.js";
import { own } from "./policy.js";

const koa = new Koa();
const router = new Router();
const secure = security({ container });

// #region mount
koa.use(secure.https(own)); // on the application, not on a router: before everything else
router.get(
  "/me",
  secure({ caller }, ({ caller }) => caller),
);
// #endregion mount
export const app: Pick<Koa, "callback"> = secure.seal(koa.use(router.routes()));

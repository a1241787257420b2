import "reflect-metadata";
import { security } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { Sessions } from "../../tutorial/sessions.js";
import { AuditController, currentUser, ReportsController, staff } from "./reports.js";

container.registerSingleton(Sessions);
export const app = new Koa();
export const secure = security({ container });

// #region levels
const signedIn = secure.guard(currentUser);
const staffOnly = secure.guard(staff);
const health = secure.open(() => ({ ok: true }));
const help = secure({ me: currentUser }, ({ me }) => ({ page: "help", for: me.name }));

app.use(signedIn); // the application
const router = new Router({ sensitive: true });
router.get("/health", signedIn.except(health)); // but not this route
router.get("/reports", secure(ReportsController, "mine"));
router.get("/reports/all", secure(ReportsController, "all"));
router.get("/audit", secure(AuditController, "all"));

const admin = new Router({ sensitive: true });
admin.use(staffOnly); // a group
admin.get(
  "/users",
  secure.open((context) => ({ users: [signedIn.of(context).name] })),
); // both guards still run
admin.get("/help", staffOnly.except(help)); // not staff, but still signed in
router.use("/admin", admin.routes());

secure.seal(app.use(router.routes()));
// #endregion levels

import "reflect-metadata";
import { security } from "@ampoule/express";
import express, { type Express } from "express";
import { container } from "tsyringe";
import { Sessions } from "../../tutorial/sessions.js";
import { AuditController, currentUser, ReportsController, staff } from "./reports.js";

container.registerSingleton(Sessions);
export const app: Express = express();
export const secure = security({ container });

// #region levels
const signedIn = secure.guard(currentUser);
const staffOnly = secure.guard(staff);
const health = secure.open(() => ({ ok: true }));
const help = secure({ me: currentUser }, ({ me }) => ({ page: "help", for: me.name }));

app.use(signedIn); // the application
app.get("/health", signedIn.except(health)); // but not this route
app.get("/reports", secure(ReportsController, "mine"));
app.get("/reports/all", secure(ReportsController, "all"));
app.get("/audit", secure(AuditController, "all"));

const admin = express.Router();
admin.use(staffOnly); // a group
admin.get(
  "/users",
  secure.open((request) => ({ users: [signedIn.of(request).name] })),
); // both guards still run
admin.get("/help", staffOnly.except(help)); // not staff, but still signed in
app.use("/admin", admin);

secure.seal(app);
// #endregion levels

import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";
import { caller } from "./caller.js";
import { own } from "./policy.js";

export const app = new Hono();
const secure = security({ container });

// #region mount
app.use(secure.https(own)); // before everything else
app.get(
  "/me",
  secure({ caller }, ({ caller }) => caller),
);
// #endregion mount
secure.seal(app);

import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";
import { policy, token } from "./policy.js";

export const app = new Hono();
const secure = security({ container });

// #region mount
app.use(secure.cors(policy)); // before everything else
app.get(
  "/me",
  secure({ me: token }, ({ me }) => me),
);
// #endregion mount
secure.seal(app);

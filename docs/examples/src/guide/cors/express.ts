import { security } from "@ampoule/express";
import express, { type Express } from "express";
import { container } from "tsyringe";
import { policy, token } from "./policy.js";

export const app: Express = express();
const secure = security({ container });

// #region mount
app.use(secure.cors(policy)); // before everything else
app.get(
  "/me",
  secure({ me: token }, ({ me }) => me),
);
// #endregion mount
secure.seal(app);

import { security } from "@ampoule/express";
import express, { type Express } from "express";
import { container } from "tsyringe";
import { caller } from "./caller.js";
import { own } from "./policy.js";

export const app: Express = express();
const secure = security({ container });

// #region mount
app.use(secure.https(own)); // before everything else
app.get(
  "/me",
  secure({ caller }, ({ caller }) => caller),
);
// #endregion mount
secure.seal(app);

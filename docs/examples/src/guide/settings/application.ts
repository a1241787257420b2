import "reflect-metadata";
import { readSettings } from "@ampoule/accounts";
import { security as onExpress, type ExpressSecure } from "@ampoule/express";
import express, { type Express } from "express";
import { container } from "tsyringe";
import { accessTokenOf } from "./verifying.js";

// #region application
const settings = readSettings(); // once; hand it on from here
const app = express();
app.set("trust proxy", [...settings.trustedProxies]);

const secure = onExpress({ container });
app.get(
  "/me",
  secure({ token: accessTokenOf(settings) }, ({ token }) => ({ sub: token.sub })),
);
app.get(
  "/health",
  secure.open(() => ({ ok: true })),
);

export const security: { secure: ExpressSecure; app: Express } = { secure, app: secure.seal(app) }; // npx ampoule doctor --app dist/application.js
// #endregion application

import type { AnyProvider } from "@ampoule/core";
import { security, type ExpressSecure, type SecurityOptions } from "@ampoule/express";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { container } from "tsyringe";
import { listening, type Listening } from "./listening.js";

/** An Express application for one test, sealed and listening. Faults are answered 500 with their name. */
export async function onExpress(
  add: (app: Express, secure: ExpressSecure) => void,
  options: Partial<SecurityOptions> = {},
): Promise<Listening & { readonly secure: ExpressSecure; readonly app: Express }> {
  const app = express();
  const secure = security({ container, ...options });
  add(app, secure);
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((fault: Error, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(fault);
    response.status(500).json({ fault: fault.name });
  });
  return { ...(await listening(secure.seal(app))), secure, app };
}

/** One route behind a provider, which answers with what that yields. */
export const behind = (provider: AnyProvider, options: Partial<SecurityOptions> = {}) =>
  onExpress((app, secure) => {
    const show = secure({ it: provider }, ({ it }) => it);
    app.get("/", show).post("/", show);
  }, options);

// A whole worker: Hono, a container, and one route behind a token.
import "reflect-metadata";
import { bearer } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";

const [issuer, audience] = ["https://issuer.example", "https://api.example"];
const secret = "to be replaced when it is deployed, not bundled";
const token = bearer(jwt({ issuer, audience, keys: [{ alg: "HS256", secret }] }));
const secure = security({ container });
const app = new Hono().get(
  "/me",
  secure({ token }, ({ token: { sub } }) => ({ sub })),
);

export default { fetch: (request: Request): Response | Promise<Response> => app.fetch(request) };

import "reflect-metadata";
import { bearer, constantTimeEqual } from "@ampoule/core";
import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";

const secret = process.env["API_TOKEN"] ?? crypto.randomUUID();
const token = bearer((text) => (constantTimeEqual(text, secret) ? { sub: "alice" } : undefined));

const app = new Hono();
const secure = security({ container });

app.get(
  "/me",
  secure({ me: token }, ({ me }) => me),
);
app.get(
  "/health",
  secure.open(() => ({ ok: true })),
);
export default secure.seal(app);

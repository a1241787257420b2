import "reflect-metadata";
import { serve } from "@hono/node-server";
import { container } from "tsyringe";
import { app, secure } from "./hono.js";
import { Sessions } from "./sessions.js";

console.table(secure.report(app), ["method", "path", "access", "requires"]);
console.log("Alice's token, which may only read:", container.resolve(Sessions).open("1", ["notes:read"]));
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"] ?? 3000) });

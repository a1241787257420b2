import "reflect-metadata";
import { accounts, memoryUsers } from "@ampoule/accounts";
import { security } from "@ampoule/hono";
import { sqliteStore } from "@ampoule/store-sqlite";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { container } from "tsyringe";

const users = memoryUsers(); // later: your own table
const auth = accounts({
  users,
  tokens: { issuer: "https://notes.example", audience: "https://notes.example/api", store: sqliteStore({ file: "sign-ins.db" }) },
});
await auth.ready();

const app = new Hono();
const secure = security({ container });
for (const [path, ready] of Object.entries(auth.endpoints)) app.all(path, secure(ready));
app.get(
  "/notes",
  secure({ me: auth.currentUser }, ({ me }) => [`a note by ${me.login}`]),
);
serve({ fetch: secure.seal(app).fetch, port: 3000, hostname: "127.0.0.1" });

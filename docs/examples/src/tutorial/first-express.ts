import "reflect-metadata";
import { accounts, memoryUsers } from "@ampoule/accounts";
import { security } from "@ampoule/express";
import { sqliteStore } from "@ampoule/store-sqlite";
import express from "express";
import { container } from "tsyringe";

const users = memoryUsers(); // later: your own table
const auth = accounts({
  users,
  tokens: { issuer: "https://notes.example", audience: "https://notes.example/api", store: sqliteStore({ file: "sign-ins.db" }) },
});
await auth.ready();

const app = express();
const secure = security({ container });
for (const [path, ready] of Object.entries(auth.endpoints)) app.all(path, secure(ready));
app.get(
  "/notes",
  secure({ me: auth.currentUser }, ({ me }) => [`a note by ${me.login}`]),
);
secure.seal(app).listen(3000, "127.0.0.1");

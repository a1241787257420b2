import "reflect-metadata";
import { accounts, memoryUsers } from "@ampoule/accounts";
import { security } from "@ampoule/koa";
import { sqliteStore } from "@ampoule/store-sqlite";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";

const users = memoryUsers(); // later: your own table
const auth = accounts({
  users,
  tokens: { issuer: "https://notes.example", audience: "https://notes.example/api", store: sqliteStore({ file: "sign-ins.db" }) },
});
await auth.ready();

const router = new Router();
const secure = security({ container });
for (const [path, ready] of Object.entries(auth.endpoints)) router.all(path, secure(ready));
router.get(
  "/notes",
  secure({ me: auth.currentUser }, ({ me }) => [`a note by ${me.login}`]),
);
secure.seal(new Koa().use(router.routes())).listen(3000, "127.0.0.1");

import { test, expect } from "vitest";
import { container, injectable } from "tsyringe";
import Koa from "koa";
import Router from "@koa/router";
import { security } from "../src/index.js";
import { bearer, provider, Security, rejected } from "@ampoule/core";
const t = bearer((token) => token === "good" ? { sub: "alice" } : rejected("nope"));
const user = provider({ t }, async ({ t }) => ({ id: t.sub }));
@injectable() class C { me(@Security(user) me: { id: string }) { return me; } }
test("smoke", async () => {
  const secure = security({ container });
  const app = new Koa(); const r = new Router();
  r.get("/me", secure(C, "me"));
  r.get("/open", secure.open(() => ({ ok: true })));
  app.use(r.routes());
  console.table(secure.report(app));
  const server = secure.seal(app).listen(0);
  const port = (server.address() as any).port;
  for (const h of [{}, { authorization: "Bearer good" }, { authorization: "Bearer bad" }]) {
    const res = await fetch(`http://127.0.0.1:${port}/me`, { headers: h as any });
    console.log(res.status, Object.fromEntries(res.headers), await res.text());
  }
  server.close();
});

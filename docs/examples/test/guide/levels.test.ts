import type { RequestListener } from "node:http";
import { Open, provider } from "@ampoule/core";
import { getRequestListener } from "@hono/node-server";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import * as onExpress from "../../src/guide/levels/express.js";
import * as onHono from "../../src/guide/levels/hono.js";
import * as onKoa from "../../src/guide/levels/koa.js";
import { currentUser, ReportsController } from "../../src/guide/levels/reports.js";
import { Sessions, type User } from "../../src/tutorial/sessions.js";
import { onExpress as expressOf } from "./express.js";
import { listening } from "./listening.js";

const koa = onKoa.app.callback();
const hono = getRequestListener(onHono.app.fetch);
const frameworks: readonly (readonly [string, RequestListener, () => ReturnType<typeof onHono.secure.report>])[] = [
  ["express", onExpress.app, () => onExpress.secure.report(onExpress.app)],
  ["koa", (request, response) => void koa(request, response), () => onKoa.secure.report(onKoa.app)],
  ["hono", (request, response) => void hono(request, response), () => onHono.secure.report(onHono.app)],
];
const open = (sub: string, ...scopes: string[]) => `Authorization: Bearer ${container.resolve(Sessions).open(sub, scopes)}`;
const alice = open("1", "reports:read");
const ada = open("2", "reports:read");

describe.each(frameworks)("levels on %s", (_, listener, report) => {
  test("a guard of the application stands before every route but its exception", async () => {
    await using app = await listening(listener);
    for (const path of ["/reports", "/reports/all", "/audit", "/admin/users", "/admin/help"]) {
      expect((await app.ask(`GET ${path}`)).status, path).toBe(401);
    }
    expect(await app.ask("GET /health")).toMatchObject({ status: 200, body: { ok: true } });
    expect((await app.ask("GET /health", "Authorization: Bearer bad")).status).toBe(200);
  });

  test("a guard of a group adds to it; opened for one route, the application's still holds", async () => {
    await using app = await listening(listener);
    expect((await app.ask("GET /admin/users", alice)).status).toBe(403);
    expect((await app.ask("GET /admin/users", ada)).body).toEqual({ users: ["Ada"] });
    expect((await app.ask("GET /admin/help", alice)).body).toEqual({ page: "help", for: "Alice" });
    expect((await app.ask("POST /admin/help")).status).not.toBe(200);
  });

  test("class, method and parameter add up; a subclass cannot take them away", async () => {
    await using app = await listening(listener);
    expect((await app.ask("GET /reports", alice)).body).toEqual({ of: "Alice" });
    expect((await app.ask("GET /reports", open("1"))).challenge).toContain('scope="reports:read"');
    expect([(await app.ask("GET /reports/all", alice)).status, (await app.ask("GET /audit", alice)).status]).toEqual([403, 403]);
    expect((await app.ask("GET /audit", ada)).body).toEqual({ of: "auditors" });
  });

  test("the report tells all of it", () => {
    expect(report().map(({ path, access, requires, exceptedFrom }) => [path, access, requires, exceptedFrom])).toEqual([
      ["/health", "open", "", ["guard(currentUser)"]],
      ["/reports", "secured", "HTTPBearer (reports:read)", []],
      ["/reports/all", "secured", "HTTPBearer, if staff", []],
      ["/audit", "secured", "HTTPBearer, if staff", []],
      ["/admin/users", "secured", "HTTPBearer, if staff", []],
      ["/admin/help", "secured", "HTTPBearer", ["guard(currentUser that is staff)"]],
    ]);
  });
});

describe("what does not start", () => {
  test("a child that says it is open", async () => {
    class Loosened extends ReportsController {
      @Open() override all() {
        return { of: "anybody" };
      }
    }
    await expect(expressOf((app, secure) => app.get("/", secure(Loosened, "all")))).rejects.toMatchObject({ code: "no_security" });
  });

  test("a child that overrides a secured parameter without securing it", async () => {
    class Forgotten extends ReportsController {
      override mine(me: User) {
        return { of: me.name };
      }
    }
    await expect(expressOf((app, secure) => app.get("/", secure(Forgotten, "mine")))).rejects.toMatchObject({ code: "no_security" });
  });

  test("a route that nobody decided about", async () => {
    await expect(expressOf((app) => app.get("/forgotten", (_, response) => void response.send("in")))).rejects.toThrow("GET /forgotten");
  });

  test("an exception for what secure did not make", async () => {
    const plain = () => undefined;
    await expect(expressOf((app, secure) => app.use(secure.guard(currentUser).except(plain)))).rejects.toThrow("except() takes a handler");
  });
});

describe("an exception", () => {
  test("opens no other handler of Ampoule's, and is not looked for by prefix", async () => {
    await using app = await expressOf((app, secure) => {
      const guard = secure.guard(currentUser);
      app.use(guard);
      app.get(
        "/:page",
        secure.open((request) => (request.params["page"] === "login" ? "in its place" : "page")),
      );
      app.get("/login", guard.except(secure.open(() => "login")));
      app.get(
        "/login/more",
        secure.open(() => "more"),
      );
    });
    for (const path of ["/login", "/other", "/login/more"]) expect((await app.ask(`GET ${path}`)).status, path).toBe(401);
  });

  test("leaves plain handlers below its guard undecided, wherever they stand", async () => {
    const starts = expressOf((app, secure) => {
      const guard = secure.guard(currentUser);
      app.use(guard);
      app.get("/login", guard.except(secure.open(() => "login")));
      app.get("/:page", (_, response) => void response.send("page"));
    });
    await expect(starts).rejects.toThrow("neither secured nor open: GET /:page");
  });

  test("leaves them as they are below other guards", async () => {
    await using app = await expressOf((app, secure) => {
      const guard = secure.guard(currentUser);
      app.get("/login", guard.except(secure.open(() => "login")));
      app.use(secure.guard(currentUser));
      app.get("/:page", (_, response) => void response.send("page"));
    });
    expect([(await app.ask("GET /login")).body, (await app.ask("GET /other")).status]).toEqual(["login", 401]);
  });
});

test("a provider without a scheme is named by the report", async () => {
  const always = provider({}, function always() {
    return 1;
  });
  await using app = await expressOf((app, secure) =>
    app.get(
      "/",
      secure({ always }, () => "in"),
    ),
  );
  expect(app.secure.report(app.app)).toMatchObject([{ access: "secured", requires: "always", schemes: [] }]);
  expect((await app.ask("GET /")).status).toBe(200);
});

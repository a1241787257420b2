import { bearer, Guarded, policy, provider, require, Security, SecurityScopes, type ProviderValue } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import { fieldsOf } from "../../raw-http.js";
import type { AdapterHarness, Router } from "../harness.js";

const token = bearer({ scopes: ["a", "b", "c", "d"], verify: (text) => ({ sub: text, scopes: text.split(".") }) });
const staff = require(token, policy("staff", ({ scopes }) => scopes.includes("staff")));
const all = "Authorization: Bearer a.b.c.d";

/** Tells which scopes it was asked for. */
const wanting = (asked: string[]): ProviderValue<string, "a" | "b" | "c" | "d"> =>
  provider({ token, wanted: SecurityScopes }, ({ wanted }) => (asked.push(wanted.scopeStr), wanted.scopeStr));

/** One provider on the application, on a nested router, on a class, on a method and on a parameter. */
function everyLevel(asked: string[]): (router: Router) => void {
  const user = wanting(asked);
  @Guarded(user, "c")
  class Items {
    @Guarded(user, "d") list(@Security(user) me: string) {
      return { me };
    }
  }
  return ({ secure, use, nest }) => {
    use("/", secure.guard(user, "a"));
    nest("/r", (router) => {
      router.use("/", router.secure.guard(user, "b"));
      router.route("GET", "/x", router.secure(Items, "list"));
    });
  };
}

/** A group that is guarded but for one route. */
function exception({ secure, nest }: Router): void {
  const guard = secure.guard(staff);
  nest("/admin", (router) => {
    router.use("/", guard);
    router.route("GET", "/login", guard.except(secure.open(() => ({ page: "login" }))));
    router.route(
      "POST",
      "/login",
      secure.open(() => ({ page: "posted" })),
    );
    router.route(
      "GET",
      "/users/:id",
      secure.open(() => ({ page: "user" })),
    );
    router.route("GET", "/token", guard.except(secure({ token }, ({ token }) => token.sub)));
  });
}

export function describeLevels(harness: AdapterHarness): void {
  describe("levels", () => {
    test("security on the application, a router, a class, a method and a parameter adds up, outermost first", async () => {
      const asked: string[] = [];
      await using app = await applicationOf(harness, everyLevel(asked));
      expect((await app.get("/r/x", all)).body).toBe('{"me":""}');
      expect(asked).toEqual(["a", "b", "c", "d", ""]);
      expect(app.report().map(({ scopes }) => scopes)).toEqual([["a", "b", "c", "d"]]);
    });

    test.each([
      ["a", "a"],
      ["b", "b"],
      ["c", "c d"],
      ["d", "c d"],
    ])("without the scope %s, which one level demands, nobody gets in: all that the level needs are named", async (missing, named) => {
      const asked: string[] = [];
      await using app = await applicationOf(harness, everyLevel(asked));
      const others = ["a", "b", "c", "d"].filter((scope) => scope !== missing);
      const response = await app.get("/r/x", `Authorization: Bearer ${others.join(".")}`);
      expect([response.status, fieldsOf(response, "www-authenticate")]).toEqual([
        403,
        [`Bearer realm="api", error="insufficient_scope", scope="${named}"`],
      ]);
    });

    test("one route below a guarded group is opened by name, and the others stay shut", async () => {
      await using app = await applicationOf(harness, exception);
      const statusOf = async (target: string, method = "GET") => (await app.send({ method, target })).status;
      expect((await app.get("/admin/login")).body).toBe('{"page":"login"}');
      expect([await statusOf("/admin/login", "HEAD"), await statusOf("/admin/login?a=/admin/users/1")]).toEqual([200, 200]);
      expect([await statusOf("/admin/login", "POST"), await statusOf("/admin/users/login"), await statusOf("/admin/users/1")]).toEqual([
        401, 401, 401,
      ]);
      expect((await app.get("/admin/users/1", "Authorization: Bearer x")).status).toBe(403);
      expect((await app.get("/admin/users/1", "Authorization: Bearer x.staff")).body).toBe('{"page":"user"}');
    });

    test("an exception may ask for less instead of nothing", async () => {
      await using app = await applicationOf(harness, exception);
      expect((await app.get("/admin/token")).status).toBe(401);
      expect((await app.get("/admin/token", "Authorization: Bearer x")).body).toBe('"x"');
    });

    test("the report shows the exception", async () => {
      await using app = await applicationOf(harness, exception);
      const rows = app.report().map(({ method, path, access, exceptedFrom }) => [method, path, access, exceptedFrom.length]);
      expect(rows).toEqual([
        ["GET", "/admin/login", "open", 1],
        ["POST", "/admin/login", "secured", 0],
        ["GET", "/admin/users/:id", "secured", 0],
        ["GET", "/admin/token", "secured", 1],
      ]);
    });
  });
}

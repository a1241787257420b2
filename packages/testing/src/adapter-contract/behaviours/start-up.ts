import "reflect-metadata";
import { anyOf, bearer, Open, optional, scoped, Security, token as tokenOf } from "@ampoule/core";
import { allowUnmarked } from "@ampoule/core/adapter";
import { inject, injectable } from "tsyringe";
import { describe, expect, test } from "vitest";
import { applicationOf, type ApplicationOptions } from "../application.js";
import type { AdapterHarness, Router } from "../harness.js";

const token = bearer({ verify: (text) => ({ sub: text, scopes: ["read"] }), scopes: ["read", "write"] });
const plainToken = bearer((text) => ({ sub: text }));

class Base {
  show(@Security(plainToken) me: { sub: string }): string {
    return me.sub;
  }
}
class Inherits extends Base {}
class Overrides extends Base {
  override show(me: { sub: string }): string {
    return `${me.sub}!`;
  }
}
class Loosens extends Base {
  @Open()
  override show(): string {
    return "open";
  }
}
class Secures extends Base {
  override show(@Security(plainToken) me: { sub: string }): string {
    return `${me.sub}!`;
  }
}
class Undecorated {
  show(): string {
    return "reached";
  }
}
class Both {
  @Open()
  show(@Security(plainToken) me: { sub: string }): string {
    return me.sub;
  }
}
class TooMany {
  // oxlint-disable-next-line max-params -- one more than any framework gives
  show(@Security(plainToken) me: { sub: string }, ...rest: unknown[]): string {
    return me.sub + rest.length;
  }
  // oxlint-disable-next-line max-params -- one more than any framework gives
  many(@Security(plainToken) me: { sub: string }, a: unknown, b: unknown, c: unknown, d: unknown): unknown[] {
    return [me, a, b, c, d];
  }
}
@injectable()
class NeedsUnknown {
  constructor(@inject("unknown") readonly value: unknown) {}
}

type Add = (router: Router) => void;

/** Each refuses to start, with this code and these words in its message. */
const refusals: readonly (readonly [string, string, readonly string[], Add])[] = [
  [
    "S-299 an override that drops the security of its base",
    "no_security",
    ["Overrides.show", "@Security"],
    ({ secure, route }) => route("GET", "/", secure(Overrides, "show")),
  ],
  [
    "S-299 an override that opens what its base secures",
    "no_security",
    ["Loosens.show"],
    ({ secure, route }) => route("GET", "/", secure(Loosens, "show")),
  ],
  [
    "a method that nobody decided about",
    "no_security",
    ["Undecorated.show", "@Open"],
    ({ secure, route }) => route("GET", "/", secure(Undecorated, "show")),
  ],
  ["a method that is open and secured", "no_security", ["Both.show"], ({ secure, route }) => route("GET", "/", secure(Both, "show"))],
  [
    "a function without security",
    "no_security",
    ["secure.open"],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({}, () => "reached"),
      ),
  ],
  [
    "S-301 a missing binding",
    "missing_binding",
    ["NeedsUnknown", '"unknown"'],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ token, n: NeedsUnknown }, () => "reached"),
      ),
  ],
  [
    "S-301 an unknown token",
    "missing_binding",
    ["Symbol(Clock)"],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ token, clock: tokenOf<Date>("Clock") }, () => "reached"),
      ),
  ],
  [
    "S-301 something that is not a provider",
    "missing_binding",
    ['need "me"'],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ me: undefined as never }, () => "reached"),
      ),
  ],
  ["too many parameters", "arity", ["TooMany.many"], ({ secure, route }) => route("GET", "/", secure(TooMany, "many"))],
  [
    "S-022 a scope that nothing declares",
    "unenforced_scope",
    ["delete", "read, write"],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ me: scoped(token, "delete" as never) }, () => "reached"),
      ),
  ],
  [
    "a scope that nothing would enforce",
    "unenforced_scope",
    ["HTTPBearer"],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ me: scoped(plainToken as never, "read" as never) }, () => "reached"),
      ),
  ],
  [
    "a scope that one alternative would not enforce",
    "unenforced_scope",
    ["HTTPBearer"],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ me: scoped(anyOf(token, plainToken), "read") }, () => "reached"),
      ),
  ],
  [
    "an optional alternative",
    "invalid_option",
    ["optional(anyOf"],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ me: anyOf(optional(token), plainToken) }, () => "reached"),
      ),
  ],
  ["S-300 a route that nobody decided about", "unmarked_route", ["GET /plain"], ({ plain }) => plain("GET", "/plain")],
  [
    "S-300 one in a nested router",
    "unmarked_route",
    ["GET /a/b/plain"],
    ({ nest }) => nest("/a", (a) => a.nest("/b", (b) => b.plain("GET", "/plain"))),
  ],
  [
    "S-300 one beside a guard",
    "unmarked_route",
    ["POST /outside"],
    ({ secure, use, plain }) => (use("/inside", secure.guard(token)), plain("POST", "/outside")),
  ],
  [
    "S-300 one before the guard",
    "unmarked_route",
    ["GET /inside/early"],
    ({ secure, use, plain }) => (plain("GET", "/inside/early"), use("/inside", secure.guard(token))),
  ],
  [
    "S-300 one whose path only begins like the guard's",
    "unmarked_route",
    ["GET /insider"],
    ({ secure, use, plain }) => (use("/inside", secure.guard(token)), plain("GET", "/insider")),
  ],
  [
    "S-307 a need under the name __proto__",
    "invalid_option",
    ["__proto__"],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ token, ["__proto__"]: token }, () => "reached"),
      ),
  ],
  [
    "S-307 needs with a prototype",
    "invalid_option",
    ["plain object"],
    ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure(Object.create({ token }) as { token: typeof token }, () => "reached"),
      ),
  ],
  [
    "S-307 a method that every object has",
    "invalid_option",
    ["toString"],
    ({ secure, route }) => route("GET", "/", secure(Base, "toString" as never)),
  ],
  [
    "S-307 the constructor as a method",
    "invalid_option",
    ["constructor"],
    ({ secure, route }) => route("GET", "/", secure(Base, "constructor" as never)),
  ],
];

const badOptions: readonly (readonly [string, ApplicationOptions])[] = [
  ["S-021 a realm with a line break", { realm: "a\r\nb" }],
  ["S-021 a realm with a NUL", { realm: "a\0b" }],
  ["a time-out that never strikes", { timeout: Number.POSITIVE_INFINITY }],
  ["a time-out of nothing", { timeout: 0 }],
  ["a container that cannot resolve", { container: {} as never }],
];

export function describeStartUp(harness: AdapterHarness): void {
  describe("refuses to start", () => {
    test.each(refusals)("%s", async (_, code, words, add) => {
      const error: unknown = await applicationOf(harness, add).catch((fault: unknown) => fault);
      expect(error).toMatchObject({ name: "ConfigurationError", code });
      for (const word of words) expect((error as Error).message).toContain(word);
    });

    test.each(badOptions)("%s", async (_, options) => {
      await expect(applicationOf(harness, () => {}, options)).rejects.toMatchObject({ code: "invalid_option" });
    });

    test("a route that is called before the application was sealed is a fault that names the mend", async () => {
      let reached = 0;
      await using app = await applicationOf(
        harness,
        ({ secure, route }) =>
          route(
            "GET",
            "/",
            secure.open(() => (reached += 1)),
          ),
        { seal: false },
      );
      expect((await app.get("/")).status).toBe(500);
      expect(app.faults).toMatchObject([{ code: "not_sealed", message: expect.stringContaining("secure.seal(app)") as string }]);
      expect(reached).toBe(0);
    });

    test("exceptions from the rule are named one by one, and stale ones are refused", async () => {
      const add: Add = ({ plain }) => plain("GET", "/legacy");
      await using app = await applicationOf(harness, add, { seal: { [allowUnmarked]: ["GET /legacy"] } });
      expect((await app.get("/legacy")).body).toBe('{"plain":true}');
      expect(app.report()).toMatchObject([{ path: "/legacy", access: "unmarked" }]);
      await expect(applicationOf(harness, add, { seal: { [allowUnmarked]: ["GET /legacy", "GET /gone"] } })).rejects.toThrow("GET /gone");
    });
  });

  describe("starts", () => {
    test("S-299 an inherited secured method stays secured, and so does an override that secures itself", async () => {
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route("GET", "/inherits", secure(Inherits, "show"));
        route("GET", "/secures", secure(Secures, "show"));
      });
      expect((await app.get("/inherits")).status).toBe(401);
      expect((await app.get("/inherits", "Authorization: Bearer a")).body).toBe('"a"');
      expect((await app.get("/secures")).status).toBe(401);
      expect((await app.get("/secures", "Authorization: Bearer a")).body).toBe('"a!"');
    });

    test("S-307 needs and methods with names that only look dangerous", async () => {
      class Odd {
        hasOwnProperty(@Security(plainToken) me: { sub: string }): boolean {
          return me.sub === "a";
        }
      }
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route("GET", "/method", secure(Odd, "hasOwnProperty"));
        route(
          "GET",
          "/needs",
          secure({ constructor: plainToken, toString: plainToken }, ({ constructor, toString }) => constructor === toString),
        );
      });
      expect((await app.get("/method", "Authorization: Bearer a")).body).toBe("true");
      expect((await app.get("/needs", "Authorization: Bearer a")).body).toBe("true");
    });

    test("S-300 the report lists every route with what it requires", async () => {
      await using app = await applicationOf(harness, ({ secure, route, use, nest, plain }) => {
        route(
          "GET",
          "/health",
          secure.open(() => "ok"),
        );
        route(
          "POST",
          "/items",
          secure({ me: scoped(token, "write") }, function addItem() {}),
        );
        route(
          "GET",
          "/maybe",
          secure({ me: optional(plainToken) }, () => null),
        );
        use("/admin", secure.guard(token, "read"));
        plain("GET", "/admin/plain");
        nest("/admin", (admin) =>
          admin.route(
            "DELETE",
            "/items/:id",
            secure({ me: scoped(token, "write") }, () => null),
          ),
        );
      });
      const rows = app.report().map(({ method, path, access, requires }) => `${method} ${path}: ${access} ${requires}`);
      expect(rows.sort()).toEqual([
        "DELETE /admin/items/:id: secured HTTPBearer (read write)",
        "GET /admin/plain: secured HTTPBearer (read)",
        "GET /health: open ",
        "GET /maybe: optional HTTPBearer or nothing",
        "POST /items: secured HTTPBearer (write)",
      ]);
      expect(app.report().find(({ method }) => method === "POST")).toMatchObject({
        schemes: ["HTTPBearer"],
        scopes: ["write"],
        policies: [],
      });
    });
  });
}

import { bearer, provider, UnavailableError } from "@ampoule/core";
import { allowUnmarked } from "@ampoule/core/adapter";
import { describe, expect, test, vi, type TestContext } from "vitest";
import { applicationOf } from "../application.js";
import { only } from "../check.js";
import type { AdapterHarness, NativeMeans, Router } from "../harness.js";

const alice = "Authorization: Bearer alice";
const token = bearer((text) => ({ sub: text }));
const lateToken = provider({ token }, async ({ token }) => token);

/** What handlers of the framework throw: not each framework gives all of it to its error channel, but a guard must not matter. */
const things: readonly (readonly [string, unknown])[] = [
  ["an Error", new Error("broken")],
  ["an Error with a status", Object.assign(new Error("gone"), { status: 410, expose: true })],
  ["a string", "broken"],
];

/** What the harness brings for these cases; one that it leaves out skips the case. */
function meansOf({ native }: Router, { skip }: TestContext): NativeMeans {
  return native ?? skip("the harness has no `native`");
}

function behindOf(router: Router, context: TestContext): NonNullable<NativeMeans["behind"]> {
  return meansOf(router, context).behind ?? context.skip("the harness has no `native.behind`");
}

export function describeNative(harness: AdapterHarness): void {
  describe("functions of the framework before a handler", () => {
    test("one that passes on leaves the route secured", async (context) => {
      const add = (router: Router) =>
        behindOf(router, context)(
          "/",
          "passes",
          router.secure({ token }, ({ token }) => token.sub),
        );
      await using app = await applicationOf(harness, add);
      expect(app.report()).toMatchObject([{ method: "GET", path: "/", access: "secured" }]);
      expect((await app.get("/")).status).toBe(401);
      expect((await app.get("/", alice)).body).toBe('"alice"');
    });

    test("S-300 one that answers leaves the route unmarked, whatever stands behind it", async (context) => {
      for (const kind of ["handler", "guard"] as const) {
        const add = (router: Router) =>
          behindOf(router, context)(
            "/",
            "answers",
            kind === "guard" ? router.secure.guard(token) : router.secure({ token }, () => "reached"),
          );
        await expect(applicationOf(harness, add), kind).rejects.toMatchObject({ code: "unmarked_route" });
      }
    });
  });

  describe("handlers that answer by the framework's own means", () => {
    test("are left alone: one answer, private, no fault, and what they hold is disposed", async (context) => {
      const log: string[] = [];
      const resource = provider({ token }, () => ({ [Symbol.dispose]: () => void log.push("disposed") }));
      const ways: string[] = [];
      await using app = await applicationOf(harness, (router) => {
        for (const [way, handler] of Object.entries(meansOf(router, context).answering({ resource })))
          router.route("GET", `/${ways.push(way) - 1}`, handler);
      });
      for (const [index, way] of ways.entries()) {
        const response = await app.get(`/${index}`, alice);
        const { status, body, isWhole } = response;
        expect({ way, status, body, isWhole }).toEqual({ way, status: 200, body: "own", isWhole: true });
        expect(only(response, "content-type"), way).toMatch(/^text\/plain/);
        expect(only(response, "cache-control"), way).toBe("private, no-store");
        await vi.waitFor(() => expect(log.splice(0), way).toEqual(["disposed"]));
        expect((await app.get(`/${index}`)).status, way).toBe(401);
      }
      expect(app.faults).toEqual([]);
    });

    test("are at fault if they cannot go on once they began, and no second answer is sent", async (context) => {
      const down = new UnavailableError("down");
      const add = (router: Router) =>
        router.route(
          "GET",
          "/",
          meansOf(router, context).beginning({ token }, () => Promise.reject(down)),
        );
      await using app = await applicationOf(harness, add);
      const { status, body } = await app.get("/", alice);
      expect(status).not.toBe(503);
      expect(body).not.toContain("about:blank");
      expect(app.faults).toEqual([down]);
    });
  });

  describe("faults behind a guard", () => {
    test.for(things)("%s takes the way that it takes without one", async ([, fault], context) => {
      const add = (router: Router) => {
        router.use("/guarded", router.secure.guard(token));
        router.use("/late", router.secure.guard(lateToken));
        for (const path of ["/free", "/guarded/x", "/late/x"]) meansOf(router, context).throwing(path, fault);
      };
      await using app = await applicationOf(harness, add, { seal: { [allowUnmarked]: ["GET /free"] } });
      const free = await app.get("/free", alice);
      const own = app.faults.length;
      expect(free.status).toBe(500);
      for (const path of ["/guarded/x", "/late/x"]) {
        const { status, body } = await app.get(path, alice);
        expect({ path, status, body }).toEqual({ path, status: free.status, body: free.body });
      }
      expect(app.faults).toEqual(Array.from({ length: own * 3 }, () => fault));
    });
  });
}

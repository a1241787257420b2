import { narrow, optional, provider } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import type { AdapterHarness } from "../harness.js";
import { token } from "./reader.js";

export function describeOverrides(harness: AdapterHarness): void {
  describe("overrides", () => {
    test("S-306 an override stands in everywhere until it is disposed, and policies above it still run", async () => {
      const currentUser = provider({ token }, ({ token }) => ({ id: token.sub, role: "member" }));
      const admin = narrow(currentUser, "admin", (user): user is { id: string; role: "admin" } => user.role === "admin");
      let override: (role: string) => Disposable = () => ({ [Symbol.dispose]: () => {} });
      await using app = await applicationOf(harness, ({ secure, route, use }) => {
        override = (role) =>
          secure.override(
            currentUser,
            provider({}, () => ({ id: "stand-in", role })),
          );
        use("/guarded", secure.guard(admin));
        route(
          "GET",
          "/guarded/x",
          secure({ me: currentUser }, ({ me }) => me.id),
        );
        route(
          "GET",
          "/me",
          secure({ me: currentUser }, ({ me }) => me.id),
        );
        route(
          "GET",
          "/admin",
          secure({ me: admin }, ({ me }) => me.id),
        );
        route(
          "GET",
          "/maybe",
          secure({ me: optional(currentUser) }, ({ me }) => me?.id ?? null),
        );
      });
      const statuses = async () => Promise.all(["/me", "/admin", "/maybe", "/guarded/x"].map(async (path) => (await app.get(path)).status));
      expect(await statuses()).toEqual([401, 401, 200, 401]);
      {
        using _ = override("member");
        expect(await statuses()).toEqual([200, 403, 200, 403]);
        expect(() => override("admin")).toThrow("overridden already");
      }
      expect(await statuses()).toEqual([401, 401, 200, 401]);
      {
        using _ = override("admin");
        expect((await app.get("/guarded/x")).body).toBe('"stand-in"');
        expect(await statuses()).toEqual([200, 200, 200, 200]);
      }
      expect((await app.get("/me?override=stand-in", "X-Override: stand-in")).status).toBe(401);
    });
  });
}

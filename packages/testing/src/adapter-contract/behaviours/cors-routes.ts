import { apiKeyCookie, apiKeyHeader, basic, bearer, endpoint, optional, type AnyProvider } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import type { AdapterHarness } from "../harness.js";
import { origin, page, policy, preflight, told } from "./sharing.js";

export function describeCorsRoutes(harness: AdapterHarness): void {
  describe("what pages may, out of the routes", () => {
    test("S2-49 methods out of the routes: those that the sealed application answers, and no others", async () => {
      const methodsOf = async (...methods: readonly string[]) => {
        await using app = await applicationOf(harness, ({ secure, route, first, nest }) => {
          first(secure.cors({ ...policy, methods: "routes" }));
          for (const method of methods) {
            route(
              method,
              `/${method}`,
              secure.open(() => null),
            );
          }
          nest("/in", (inner) => inner.route("ALL", "/delete", secure(endpoint("DELETE", { token: bearer(() => undefined) }, () => null))));
        });
        return told(await preflight(app, "/nowhere", origin(page)))["allow-methods"];
      };
      expect(await methodsOf("GET", "PUT")).toBe("GET, HEAD, PUT, DELETE");
      expect(await methodsOf("POST")).toBe("POST, DELETE");
      expect(await methodsOf("ALL")).toBe("GET, HEAD, POST, PUT, PATCH, DELETE");
    });

    test("S2-50 fields out of the routes: those that the schemes of the sealed application read", async () => {
      const verify = () => undefined;
      const headersOf = async (...schemes: readonly AnyProvider[]) => {
        await using app = await applicationOf(harness, ({ secure, route, use, first }) => {
          first(secure.cors({ ...policy, headers: "routes" }));
          for (const [index, it] of schemes.entries())
            route(
              "GET",
              `/${index}`,
              secure({ it: optional(it) }, () => null),
            );
          use("/guarded", secure.guard(apiKeyHeader({ name: "X-Guard", verify })));
          route(
            "GET",
            "/guarded/a",
            secure.open(() => null),
          );
        });
        return told(await preflight(app, "/nowhere", origin(page)))["allow-headers"];
      };
      expect(await headersOf()).toBe("Content-Type, X-Guard");
      expect(await headersOf(bearer(verify), basic({ verify }))).toBe("Content-Type, Authorization, X-Guard");
      expect(await headersOf(apiKeyHeader({ name: "X-Key", verify }), apiKeyCookie({ name: "key", verify }))).toBe(
        "Content-Type, X-Key, X-Guard",
      );
    });
  });
}

import { apiKeyHeader, scoped } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import type { AdapterHarness } from "../harness.js";
import { alice, token } from "./reader.js";

export function describePollution(harness: AdapterHarness): void {
  describe("hostile surroundings", () => {
    test("S-335 a polluted Object.prototype changes no verdict", async () => {
      const names = [
        "alg",
        "algorithms",
        "credentials",
        "active",
        "admin",
        "origin",
        "scopes",
        "scope",
        "sub",
        "kind",
        "value",
        "realm",
      ] as const;
      const key = apiKeyHeader({ name: "x-key", verify: (text) => (text === "k" ? { name: "service" } : undefined) });
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "GET",
          "/read",
          secure({ me: scoped(token, "read") }, () => "in"),
        );
        route(
          "GET",
          "/write",
          secure({ me: scoped(token, "write") }, () => "in"),
        );
        route(
          "GET",
          "/key",
          secure({ key }, () => "in"),
        );
        route(
          "GET",
          "/open",
          secure.open(() => "in"),
        );
      });
      const verdicts = async () => {
        const requests: readonly (readonly [string, ...string[]])[] = [
          ["/read"],
          ["/read", alice],
          ["/read", "Authorization: Bearer x"],
          ["/write", alice],
          ["/key"],
          ["/key", "x-key: k"],
          ["/open"],
        ];
        const answers = [];
        for (const [path, ...fields] of requests) {
          const { status, body } = await app.get(path, ...fields);
          answers.push([status, body]);
        }
        return answers;
      };
      const before = await verdicts();
      const prototype = Object.prototype as Record<string, unknown>;
      try {
        for (const name of names) prototype[name] = name === "scopes" ? ["read", "write"] : "write";
        expect(await verdicts()).toEqual(before);
      } finally {
        for (const name of names) delete prototype[name];
      }
      expect(before.map(([status]) => status)).toEqual([401, 200, 401, 403, 401, 200, 200]);
    });
  });
}

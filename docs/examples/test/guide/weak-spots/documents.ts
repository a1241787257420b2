import { allOf, anyOf, apiKeyHeader, optional } from "@ampoule/core";
import { expect, test } from "vitest";
import type { Frame } from "../frames.js";
import { behind, key, token } from "./fixtures.js";

const info = { title: "Weak spots", version: "1" };

/** What the document says. */
export function describeDocuments(frame: Frame): void {
  test("FastAPI weak spot 7: the document writes AND as AND, OR as OR, and shows what is optional", async () => {
    await using app = await frame(({ secure, route }) => {
      const show = (needs: object) => needs;
      route("get", "/and", secure({ it: allOf({ token, key }) }, show));
      route("get", "/two", secure({ token, key }, show));
      route("get", "/or", secure({ it: anyOf(token, key) }, show));
      route("get", "/optional", secure({ it: optional(token) }, show));
    });
    const { paths } = app.document({ info });
    const both = { HTTPBearer: [], APIKeyHeader: [] };
    expect(Object.entries(paths ?? {}).map(([path, { get }]) => [path, get?.security])).toEqual([
      ["/and", [both]],
      ["/two", [both]],
      ["/or", [{ HTTPBearer: [] }, { APIKeyHeader: [] }]],
      ["/optional", [{ HTTPBearer: [] }, {}]],
    ]);
    expect(Object.keys(paths?.["/and"]?.get?.responses ?? {})).toContain("401");
  });

  test("FastAPI weak spot 8: two schemes do not share a name", async () => {
    const other = apiKeyHeader({ name: "X-Other", verify: (text) => ({ name: text }) });
    const named = apiKeyHeader({ name: "X-Other", schemeName: "Other", verify: (text) => ({ name: text }) });
    await using collides = await frame(behind(allOf({ key, other })));
    expect(() => collides.document({ info })).toThrow('Two schemes that differ are called "APIKeyHeader"');
    await using app = await frame(behind(allOf({ key, named })));
    expect(Object.keys(app.document({ info }).components?.["securitySchemes"] ?? {})).toEqual(["APIKeyHeader", "Other"]);
  });
}

import { describe, expect, test } from "vitest";
import { bracedTemplates } from "../../src/openapi/braced-patterns.js";
import { documentOf } from "./document-of.js";
import { operationsOf } from "./sound.js";

const patterns: readonly (readonly [string, ...string[]])[] = [
  ["/", "/"],
  ["/users/:id", "/users/{id}"],
  ["/a/", "/a/"],
  ["/:from-:to", "/{from}-{to}"],
  ["/:name.json", "/{name}.json"],
  ['/:"a b"/:"c\\"d"', '/{a b}/{c"d}'],
  ["/files/*path", "/files/{path}"],
  ["/a{/:id}", "/a", "/a/{id}"],
  ["/a{/:id{/:sub}}", "/a", "/a/{id}", "/a/{id}/{sub}"],
  ["/a{/b}{/c}", "/a", "/a/c", "/a/b", "/a/b/c"],
  ["{/:lang}/x", "/x", "/{lang}/x"],
  ["{/:lang}", "/", "/{lang}"],
  ["/a{}", "/a"],
  ["/\\:id/\\{x\\}", "/:id/%7Bx%7D"],
  ["*all", "/{all}"],
  ["/a:", "/a:"],
  ["/what\\?", "/what%3F"],
  ["/:id/b/:id", "/{id}/b/{id_2}"],
  ["/:größe/日本", "/{größe}/日本"],
];

describe("patterns with braces, as templates", () => {
  test.each(patterns)("%s", (pattern, ...templates) => {
    expect(bracedTemplates(pattern).map(({ path }) => path)).toEqual(templates);
  });

  test("tell which parameter may hold several segments", () => {
    expect(bracedTemplates("/:a/*b")[0]?.parameters).toEqual([{ name: "a" }, { name: "b", isRest: true }]);
  });
});

const listed = async (add: Parameters<typeof documentOf>[0]) =>
  operationsOf(await documentOf(add)).map(({ method, path }) => `${method} ${path}`);

describe("a document lists", () => {
  test("every method that people mean by all of them", async () => {
    const rows = await listed((app, secure) => app.add("ALL", "/a", [secure.open(() => 1)]));
    expect(rows).toEqual(["get /a", "put /a", "post /a", "delete /a", "patch /a"]);
  });

  test("HEAD and OPTIONS only where they are declared", async () => {
    const rows = await listed((app, secure) => {
      const open = secure.open(() => 1);
      return app.add("GET", "/a", [open]).add("HEAD", "/b", [open]).add("OPTIONS", "/b", [open]);
    });
    expect(rows).toEqual(["get /a", "options /b", "head /b"]);
  });

  test("of two routes for one request the first, which answers", async () => {
    const document = await documentOf((app, secure) => {
      const first = secure.describe(
        secure.open(() => 1),
        { summary: "first" },
      );
      app.add("GET", "/a/:id", [first]).add("ALL", "/a/:name", [
        secure.describe(
          secure.open(() => 2),
          { summary: "second" },
        ),
      ]);
    });
    expect(operationsOf(document).map(({ path, method, operation }) => `${method} ${path} ${String(operation["summary"])}`)).toEqual([
      "get /a/{id} first",
      "put /a/{id} second",
      "post /a/{id} second",
      "delete /a/{id} second",
      "patch /a/{id} second",
    ]);
  });

  test("nothing of what it cannot describe, but says so", async () => {
    const plain = () => undefined;
    const document = await documentOf((app, secure) => {
      app.add("PURGE", "/a", [secure.open(() => 1)]).add("GET", "/b", [plain]);
      app.entries.push({
        method: "GET",
        path: "/^x/",
        isExpression: true,
        matches: () => true,
        handlers: [secure.open(() => 1)],
        above: [],
      });
    });
    expect(document.paths).toEqual({});
    expect(document["x-ampoule-left-out"]).toEqual([
      { method: "PURGE", path: "/a", reason: "a method that OpenAPI does not know" },
      { method: "GET", path: "/b", reason: "neither secured nor marked open" },
      { method: "GET", path: "/^x/", reason: "a regular expression" },
    ]);
  });
});

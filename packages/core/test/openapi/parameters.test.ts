import { describe, expect, test } from "vitest";
import { FakeApp } from "../adapt/fake-framework.js";
import { documentOf, info, secureOf } from "./document-of.js";

describe("parameters of a path", () => {
  test("are listed, and completed by what is said of them, under the name that the path has in the document", async () => {
    const document = await documentOf((app, secure) => {
      app.add("GET", "/users/:id/*rest", [secure.open(() => 1)]);
      const described = secure.describe(
        secure.open(() => 2),
        {
          parameters: [
            { name: "user", in: "path", description: "Whose.", schema: { type: "integer" } },
            { name: "page", in: "query", schema: { type: "integer" } },
          ],
        },
      );
      app.add("PUT", "/users/:user/*all", [described]);
    });
    const item = document.paths?.["/users/{id}/{rest}"];
    const text = { type: "string" };
    expect(item?.get?.parameters).toEqual([
      { name: "id", in: "path", required: true, schema: text },
      { name: "rest", in: "path", required: true, description: "May hold several segments.", schema: text },
    ]);
    expect(item?.put?.parameters?.map(({ name }) => name)).toEqual(["id", "rest", "page"]);
    expect(item?.put?.parameters?.[0]).toEqual({
      name: "id",
      in: "path",
      required: true,
      description: "Whose.",
      schema: { type: "integer" },
    });
  });

  test("that are described are left out where the path is written without them", async () => {
    const document = await documentOf((app, secure) => {
      const parameters = [{ name: "id", in: "path", description: "Which." }];
      app.add("GET", "/a{/:id}", [
        secure.describe(
          secure.open(() => 1),
          { parameters },
        ),
      ]);
    });
    expect(document.paths?.["/a"]?.get).not.toHaveProperty("parameters");
    expect(document.paths?.["/a/{id}"]?.get?.parameters).toMatchObject([{ name: "id", description: "Which." }]);
  });

  test("that are described and not there are refused", () => {
    const secure = secureOf();
    const app = new FakeApp().add("GET", "/:id", [
      secure.describe(
        secure.open(() => 1),
        { parameters: [{ name: "ID", in: "path" }] },
      ),
    ]);
    expect(() => secure.document(app, { info })).toThrow(/GET \/:id .*"ID"/);
  });
});

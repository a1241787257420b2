import { describe, expect, test } from "vitest";
import { ConfigurationError, bearer, endpoint, oauthForm, provider } from "../../src/index.js";
import { loginForm } from "../../src/forms/login-form.js";
import { makeProvider } from "../../src/contract/provider.js";
import { FakeApp } from "../adapt/fake-framework.js";
import { documentOf, info, onlyOperation, secureOf } from "./document-of.js";
import { operationsOf } from "./sound.js";

const token = bearer((sub) => ({ sub }));

describe("describe", () => {
  test("gives the handler back, and every word stands in the operation", async () => {
    const said = {
      summary: "List things",
      description: "All of them.",
      tags: ["things"],
      operationId: "listThings",
      deprecated: true,
      externalDocs: { url: "https://example.com" },
      requestBody: { content: { "application/json": { schema: { type: "object" } } } },
      "x-own": 1,
    };
    const document = await documentOf((app, secure) => {
      const handler = secure.open(() => 1);
      expect(secure.describe(handler, said)).toBe(handler);
      app.add("POST", "/", [handler]);
    });
    expect(onlyOperation(document)).toEqual({ ...said, responses: { "200": { description: "OK" } } });
  });

  test("keeps the responses that are described, a 401 of its own among them", async () => {
    const responses = { "201": { description: "Made." }, "401": { description: "Mine." } };
    const document = await documentOf((app, secure) =>
      app.add("POST", "/", [
        secure.describe(
          secure({ token }, () => 1),
          { responses },
        ),
      ]),
    );
    expect(onlyOperation(document).responses).toEqual(responses);
    expect(document.components).not.toHaveProperty("responses");
  });

  test("speaks of a handler of the framework's own behind a guard as well", async () => {
    const document = await documentOf((app, secure) => {
      const plain = secure.describe(() => undefined, { summary: "Plain" });
      app.add("GET", "/", [secure.guard(token), plain]);
    });
    expect(onlyOperation(document)).toMatchObject({ summary: "Plain", security: [{ HTTPBearer: [] }] });
  });

  test("cannot say who may call", () => {
    const secure = secureOf();
    const handler = secure.open(() => 1);
    // @ts-expect-error -- it follows from what the route declares
    expect(() => secure.describe(handler, { security: [] })).toThrow(ConfigurationError);
  });

  test("hidden leaves a route out, without a note", async () => {
    const document = await documentOf((app, secure) =>
      app.add("GET", "/a", [
        secure.describe(
          secure.open(() => 1),
          { hidden: true },
        ),
      ]),
    );
    expect([document.paths, "x-ampoule-left-out" in document]).toEqual([{}, false]);
  });
});

describe("operationIds", () => {
  test("are numbered where one handler answers several operations", async () => {
    const document = await documentOf((app, secure) => {
      const handler = secure.describe(
        secure.open(() => 1),
        { operationId: "it" },
      );
      app.add("GET", "/a{/:id}", [handler]).add("PUT", "/b", [handler]);
    });
    expect(operationsOf(document).map(({ operation }) => operation.operationId)).toEqual(["it", "it_2", "it_3"]);
  });

  test("are refused where two routes share one", () => {
    const secure = secureOf();
    const one = () =>
      secure.describe(
        secure.open(() => 1),
        { operationId: "it" },
      );
    const app = new FakeApp().add("GET", "/a", [one()]).add("GET", "/b", [one()]);
    expect(() => secure.document(app, { info })).toThrow(/"it".*GET \/b/);
  });
});

test("a login form is a body, and nothing that a caller must bring besides", async () => {
  const login = provider({ form: loginForm() }, ({ form }) => form.username);
  const document = await documentOf((app, secure) => app.add("POST", "/token", [secure({ login }, () => 1)]));
  expect(onlyOperation(document)).toEqual({
    requestBody: expect.objectContaining({ required: true }) as object,
    responses: { "200": { description: "OK" } },
  });
});

test("a provider that reads the body describes it, where there is a body", async () => {
  const requestBody = { content: { "application/x-www-form-urlencoded": { schema: { type: "object" } } } };
  const form = makeProvider({ kind: "function", needs: {}, run: () => ({}), name: "form", openapi: { requestBody } });
  const document = await documentOf((app, secure) => app.add("ALL", "/token", [secure({ form, token }, () => 1)]));
  const bodies = operationsOf(document).map(({ method, operation }) => [method, operation.requestBody !== undefined]);
  expect(Object.fromEntries(bodies)).toEqual({ get: false, put: true, post: true, delete: false, patch: true });
});

test("an endpoint that is mounted for every method is one operation, with what it says of itself", async () => {
  const made = endpoint("POST", { form: oauthForm({ fields: ["token"] }), token }, () => 1, { summary: "End it", operationId: "revoke" });
  const document = await documentOf((app, secure) => app.add("ALL", "/revoke", [secure(made)]));
  expect(operationsOf(document)).toHaveLength(1);
  expect(document.paths?.["/revoke"]?.post).toMatchObject({
    summary: "End it",
    operationId: "revoke",
    security: [{ HTTPBearer: [] }],
    requestBody: { content: { "application/x-www-form-urlencoded": {} } },
  });
});

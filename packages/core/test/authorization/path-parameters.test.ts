import { describe, expect, test } from "vitest";
import { pathParameters, type AnyProvider } from "../../src/index.js";
import { callWith, fakeSecurity, next, refusalOf } from "../adapt/fake-framework.js";
import { alice, caller } from "./decisions.js";

async function parametersOf(path: AnyProvider, url: string): Promise<unknown> {
  const call = callWith(alice);
  const one = { ...call, request: { ...call.request, url } };
  await fakeSecurity()({ caller, path }, ({ path }) => ({ path }))(one, next);
  return one.reply?.status === 200 ? (JSON.parse(one.reply.body) as { path: unknown }).path : one.reply?.status;
}

describe("the parts of a path", () => {
  const article = pathParameters("/tenants/:tenant/articles/:id");
  test.each([
    ["/tenants/acme/articles/7", { tenant: "acme", id: "7" }],
    ["/tenants/acme/articles/7/", { tenant: "acme", id: "7" }],
    ["/tenants/acme/articles/7?tenant=umbrella&id=8", { tenant: "acme", id: "7" }],
    ["/Tenants/Acme/ARTICLES/x", { tenant: "Acme", id: "x" }],
    ["/%74enants/a%2Fb/articles/%C3%A9", { tenant: "a/b", id: "é" }],
    ["/tenants/acme/articles/%ZZ", { tenant: "acme", id: "%ZZ" }],
    ["/x/../tenants/acme/./articles/7", { tenant: "acme", id: "7" }],
    ["/tenants/__proto__/articles/constructor", { tenant: "__proto__", id: "constructor" }],
  ])("of %s", async (url, expected) => {
    expect(await parametersOf(article, url)).toEqual(expected);
  });

  test.each([
    ["/tenants/acme/articles"],
    ["/tenants/acme/articles/"],
    ["/tenants//articles/7"],
    ["//tenants/acme/articles/7"],
    ["/tenants/acme/comments/7"],
    ["/tenants/acme/articles/7/8"],
    ["/"],
    [""],
    ["*"],
    ["http://elsewhere/tenants/acme/articles/7"],
    ["?/tenants/acme/articles/7"],
  ])("H3 %s is another path: not found, and no fault", async (url) => {
    expect(await parametersOf(article, url)).toBe(404);
  });
});

test.each([
  "articles/:id",
  "/articles/:id?",
  "/articles/*",
  "/a/:id/b/:id",
  "/a//:id",
  "/a/:1",
  "/a/{:id}",
  "/:id.json",
  "/a b/:id",
  "/é/:id",
  "",
])("%j does not start", (pattern) => {
  expect(refusalOf(() => pathParameters(pattern))).toMatchObject({ name: "ConfigurationError", code: "invalid_option" });
});

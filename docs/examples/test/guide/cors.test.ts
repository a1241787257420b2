import "reflect-metadata";
import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { describe, expect, test } from "vitest";
import { app as expressApp } from "../../src/guide/cors/express.js";
import { app as honoApp } from "../../src/guide/cors/hono.js";
import { app as koaApp } from "../../src/guide/cors/koa.js";
import { byCustomer, forEverybody, withCookies } from "../../src/guide/cors/policy.js";
import { onExpress } from "./express.js";
import { fieldsOf, listening } from "./listening.js";

const koa = koaApp.callback();
const hono = getRequestListener(honoApp.fetch);
const frameworks: readonly (readonly [string, RequestListener])[] = [
  ["express", expressApp],
  ["koa", (request, response) => void koa(request, response)],
  ["hono", (request, response) => void hono(request, response)],
];
const page = "Origin: https://app.example.com";

describe.each(frameworks)("CORS on %s", (_, listener) => {
  test("pages that are listed may read every answer, refusals and 404 too, and others none", async () => {
    await using app = await listening(listener);
    for (const [line, status] of [
      ["GET /me", 401],
      ["GET /nowhere", 404],
    ] as const) {
      const known = await app.ask(line, page);
      expect([known.status, fieldsOf(known.response, "access-control-allow-origin")]).toEqual([status, ["https://app.example.com"]]);
      expect(fieldsOf(known.response, "access-control-expose-headers")).toEqual(["WWW-Authenticate"]);
      const other = await app.ask(line, "Origin: https://evil.example");
      expect([fieldsOf(other.response, "access-control-allow-origin"), fieldsOf(other.response, "vary")]).toEqual([[], ["Origin"]]);
    }
    const preview = await app.ask("GET /me", "Origin: https://pr-7.preview.example.com", "Authorization: Bearer alice");
    expect([preview.body, fieldsOf(preview.response, "access-control-allow-origin")]).toEqual([
      { sub: "alice" },
      ["https://pr-7.preview.example.com"],
    ]);
  });

  test("a preflight is answered before anybody is asked who they are", async () => {
    await using app = await listening(listener);
    const asked = await app.ask("OPTIONS /me", page, "Access-Control-Request-Method: DELETE");
    expect([asked.status, fieldsOf(asked.response, "access-control-allow-methods")]).toEqual([204, ["GET, POST, DELETE"]]);
  });
});

test.each([
  ["with cookies", withCookies, "https://app.example.com", "https://app.example.com", "true"],
  ["for everybody", forEverybody, "https://app.example.com", "*", undefined],
  ["by customer, for a customer", byCustomer, "https://customer.example", "https://customer.example", "true"],
  ["by customer, for somebody else", byCustomer, "https://app.example.com", undefined, undefined],
])("the policy %s", async (_, policy, origin, ...told) => {
  await using app = await onExpress((app, secure) => void app.use(secure.cors(policy)));
  const { response } = await app.ask("GET /", `Origin: ${origin}`);
  const one = (name: string) => fieldsOf(response, name)[0];
  expect([one("access-control-allow-origin"), one("access-control-allow-credentials")]).toEqual(told);
});

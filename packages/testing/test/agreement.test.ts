import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { harness as express } from "../../express/test/harness.js";
import { harness as fetchHono } from "../../hono/test/fetch-harness.js";
import { harness as hono } from "../../hono/test/harness.js";
import { harness as koa } from "../../koa/test/harness.js";
import { contractTables, fieldsOf, send, serveTable, type RawRequest, type RawResponse, type Served } from "../src/index.js";

/** What a client can tell frameworks' answers apart by, and must not. */
const compared = ["www-authenticate", "content-type", "cache-control", "x-content-type-options", "retry-after", "referrer-policy"];

function seen(response: RawResponse): unknown {
  return { status: response.status, body: response.body, fields: compared.map((name) => [name, fieldsOf(response, name)]) };
}

async function expectAgreement(servers: readonly Served[], request: RawRequest): Promise<void> {
  const [first, ...others] = await Promise.all(servers.map(async ({ port }) => seen(await send(port, request))));
  for (const other of others) expect(other).toEqual(first);
}

/** Pieces that credentials and their mishaps are made of. */
const piece = fc.constantFrom(
  "Bearer",
  "bearer",
  "Basic",
  "Digest",
  "Token",
  " ",
  "  ",
  "\t",
  ",",
  ", ",
  ";",
  "=",
  "==",
  '"',
  "\\",
  "%20",
  "é",
  "\u00ff",
  "alice.token",
  "bob.token",
  "garbage",
  "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
  "key-1",
  "key-9",
  "realm=x",
  "a",
  "~+/",
  "__proto__",
  "session=key-1",
  "http://localhost",
  "null",
  "same-origin",
  "cross-site",
);
const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
const name = fc.constantFrom("Authorization", "authorization", "X-API-Key", "x-api-key", "Cookie", "Origin", "Sec-Fetch-Site", "X-Other");
const line = fc.tuple(name, value).map(([field, text]) => `${field}: ${text}`);

describe("the adapters agree", () => {
  describe.each(contractTables.map((table) => [table.title, table] as const))("%s", (_, table) => {
    let servers: readonly Served[];
    beforeAll(async () => {
      servers = await Promise.all([express, koa, hono, fetchHono].map((harness) => serveTable(harness, table)));
    });
    afterAll(() => Promise.all(servers.map((server) => server.close())));

    test("on every case of the contract, in every byte that a client acts on", async () => {
      const own = table.cases.filter(({ answer }) => answer.contentType !== undefined);
      for (const { request } of own) await expectAgreement(servers, request);
    });

    test("S-338 on requests made up at random", { timeout: 120_000 }, async () => {
      const own = table.cases.filter(({ answer }) => answer.contentType !== undefined);
      const bodiless = own
        .filter(({ request }) => request.body === undefined)
        .map(({ request: { method = "GET", target } }) => ({ method, target }));
      const request = fc.record({ what: fc.constantFrom(...bodiless), fields: fc.array(line, { maxLength: 3 }) });
      const property = fc.asyncProperty(request, ({ what, fields }) => expectAgreement(servers.slice(0, 3), { ...what, fields }));
      await fc.assert(property, { numRuns: 300 });
    });
  });
});

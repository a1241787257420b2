import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { OpenApiDocument } from "@ampoule/core/openapi";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { app } from "../../src/guide/fastapi/application.js";
import { Accounts, Keys } from "../../src/guide/services.js";
import { sendBytes } from "../../../../packages/testing/src/raw-http.js";
import { Sessions } from "../../src/tutorial/sessions.js";
import { listening } from "./listening.js";

await container.resolve(Accounts).add({ id: "1", name: "Alice" }, "wonderland");
const open = (...scopes: string[]) => `Authorization: Bearer ${container.resolve(Sessions).open("1", scopes)}`;
const basicOf = (text: string) => `Authorization: Basic ${Buffer.from(text).toString("base64")}`;

test("a user signs in and is known", async () => {
  await using server = await listening(app);
  const { body } = await server.post(
    "/token",
    "application/x-www-form-urlencoded",
    "grant_type=password&username=Alice&password=wonderland",
  );
  const authorization = `Authorization: Bearer ${(body as { access_token: string }).access_token}`;
  expect((await server.ask("GET /users/me", authorization)).body).toMatchObject({ name: "Alice" });
  expect((await server.ask("GET /users/me/items", authorization)).body).toEqual([{ owner: "Alice" }]);
  expect((await server.ask("GET /users/me")).body).toMatchObject({ detail: "Not authenticated" });
});

test("a missing scope is 403 and named", async () => {
  await using server = await listening(app);
  expect(await server.ask("GET /users/me/items", open("me"))).toMatchObject({
    status: 403,
    challenge: 'Bearer realm="api", error="insufficient_scope", scope="items"',
  });
});

test("Basic", async () => {
  await using server = await listening(app);
  expect((await server.ask("GET /account", basicOf("Alice:wonderland"))).body).toEqual({ name: "Alice" });
  expect((await server.ask("GET /account", basicOf("Alice:wrong"))).challenge).toBe('Basic realm="api", charset="UTF-8"');
});

test("optional means that nothing may be presented, not that anything may", async () => {
  await using server = await listening(app);
  expect((await server.ask("GET /greet")).body).toEqual({ hello: "stranger" });
  expect((await server.ask("GET /greet", open())).body).toEqual({ hello: "1" });
  expect((await server.ask("GET /greet", "Authorization: Bearer bad")).status).toBe(401);
  expect((await server.ask("GET /greet", basicOf("Alice:wonderland"))).body).toEqual({ hello: "stranger" });
});

test("a router and a route each add what they ask for", async () => {
  await using server = await listening(app);
  const key = `X-API-Key: ${container.resolve(Keys).issue("reports")}`;
  expect((await server.ask("GET /internal/jobs")).challenge).toBe('APIKey realm="api"');
  expect((await server.ask("GET /internal/jobs", key.replace("X-API-Key: ", "Cookie: session="))).status).toBe(200);
  expect((await server.ask("GET /internal/jobs", key)).body).toEqual([]);
  expect((await server.ask("GET /internal/mine", key)).challenge).toBe('Bearer realm="api"');
  expect((await server.ask("GET /internal/mine", key, open())).body).toEqual([]);
});

test("the document says what is enforced, and the page shows it", async () => {
  await using server = await listening(app);
  const { paths } = (await server.ask("GET /openapi.json")).body as OpenApiDocument;
  const security = Object.entries(paths ?? {}).map(([path, { get, post }]) => [path, (get ?? post)?.security]);
  expect(Object.fromEntries(security)).toEqual({
    "/users/me": [{ OAuth2PasswordBearer: [] }],
    "/users/me/items": [{ OAuth2PasswordBearer: ["items"] }],
    "/account": [{ HTTPBasic: [] }],
    "/greet": [{ HTTPBearer: [] }, {}],
    "/internal/jobs": [{ APIKeyHeader: [] }, { APIKeyCookie: [] }],
    "/internal/mine": [
      { APIKeyHeader: [], OAuth2PasswordBearer: [] },
      { APIKeyCookie: [], OAuth2PasswordBearer: [] },
    ],
    "/token": undefined,
  });
  expect((await server.ask("GET /docs")).response.body).toContain("<title>Notes</title>");
});

test("who listens for upgrades takes them before the framework sees them", async () => {
  const server = createServer(app).listen(0, "127.0.0.1");
  server.on("upgrade", (_, socket) => void socket.end("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n"));
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const request = "GET /users/me HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
  expect((await sendBytes(port, Buffer.from(request))).status).toBe(426);
  server.close();
});

/** What `fastapi.security` exports. */
const names = [
  "APIKeyCookie",
  "APIKeyHeader",
  "APIKeyQuery",
  "HTTPAuthorizationCredentials",
  "HTTPBasic",
  "HTTPBasicCredentials",
  "HTTPBearer",
  "HTTPDigest",
  "OAuth2",
  "OAuth2AuthorizationCodeBearer",
  "OAuth2PasswordBearer",
  "OAuth2PasswordRequestForm",
  "OAuth2PasswordRequestFormStrict",
  "OpenIdConnect",
  "SecurityScopes",
];

test("the page has a row for each name of fastapi.security, and for each weak spot", () => {
  const page = readFileSync(new URL("../../../guide/coming-from-fastapi.md", import.meta.url), "utf8");
  expect(names.filter((name) => !page.includes(`\n| \`${name}\``))).toEqual([]);
  const tests = globSync(fileURLToPath(new URL("weak-spots/*.ts", import.meta.url)))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  for (let number = 1; number <= 16; number += 1) {
    expect(page, `row ${number}`).toContain(`\n| ${number} |`);
    expect(tests, `test ${number}`).toContain(`FastAPI weak spot ${number}: `);
  }
});

import { container } from "tsyringe";
import { expect, test } from "vitest";
import { app } from "../../src/guide/schemes/login.js";
import { Accounts } from "../../src/guide/services.js";
import { fieldsOf, listening } from "./listening.js";

await container.resolve(Accounts).add({ id: "1", name: "Alice" }, "wonderland");
const type = "application/x-www-form-urlencoded";

test("a user signs in and uses the token", async () => {
  await using server = await listening(app);
  const { status, body, response } = await server.post("/token", type, "username=Alice&password=wonderland&scope=notes:read");
  expect([status, body]).toMatchObject([200, { token_type: "Bearer", scope: "notes:read" }]);
  expect(fieldsOf(response, "cache-control").join()).toContain("no-store");
  const { access_token } = body as { access_token: string };
  expect((await server.ask("GET /notes", `Authorization: Bearer ${access_token}`)).body).toEqual({ for: "1" });
});

test.each([
  ["username=Alice&password=wrong", { error: "invalid_grant" }],
  ["username=nobody&password=wonderland", { error: "invalid_grant" }],
  ["username=Alice", { error: "invalid_request", error_description: "password is missing" }],
  ["username=Alice&password=", { error: "invalid_request", error_description: "password is missing" }],
  ["username=Alice&username=Ada&password=x", { error: "invalid_request", error_description: "username is repeated" }],
  ["grant_type=refresh&username=Alice&password=x", { error: "unsupported_grant_type", error_description: "grant_type has to be password" }],
  ["username=Alice&password=wonderland&scope=all", { error: "invalid_scope" }],
])("%s is 400, as RFC 6749 has it", async (form, error) => {
  await using server = await listening(app);
  const { status, body, challenge } = await server.post("/token", type, form);
  expect([status, body, challenge]).toEqual([400, error, ""]);
});

test("a client that is not what it should be is 401 with a challenge", async () => {
  await using server = await listening(app);
  const { status, body, challenge } = await server.post("/token", type, "username=a&password=b", "Authorization: Basic !");
  expect([status, body, challenge]).toMatchObject([401, { error: "invalid_client" }, 'Basic realm="api"']);
});

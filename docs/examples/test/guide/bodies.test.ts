import "reflect-metadata";
import { bcryptHasher, memoryStore, passwords } from "@ampoule/accounts";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { add } from "../../src/guide/bodies/notes.js";
import { authBySchema } from "../../src/guide/bodies/profile.js";
import { SqliteUsers, table } from "../../src/guide/users/sqlite.js";
import { onExpress } from "./express.js";

const json = "application/json";

describe.each(["/named", "/zod", "/valibot"])("S4-15 the guide's body at %s", (path) => {
  test("is read", async () => {
    await using app = await onExpress(add);
    expect(await app.post(path, json, '{"text":"a note","tags":["x"]}')).toMatchObject({
      status: 200,
      body: { text: "a note", tags: ["x"] },
    });
    expect(await app.post(path, json, '{"text":"a note"}')).toMatchObject({ status: 200, body: { text: "a note", tags: [] } });
  });

  test("is refused with the names of its members, and without what they said", async () => {
    await using app = await onExpress(add);
    const status = path === "/named" ? 400 : 422;
    const wrong = await app.post(path, json, '{"text":["hunter2"]}');
    expect([wrong.status, JSON.stringify(wrong.body)]).toEqual([status, expect.stringMatching(/text(?!.*hunter2)/)]);
    expect((await app.post(path, json, '{"text":"a","role":"admin"}')).status).toBe(status);
    expect((await app.post(path, "text/plain", '{"text":"a"}')).status).toBe(415);
    expect((await app.post(path, json, '{"text":"a","text":"b"}')).status).toBe(400);
  });
});

test("S4-15 a profile by schema", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec(table);
  const auth = authBySchema(new SqliteUsers(database), memoryStore(), passwords({ hasher: bcryptHasher({ cost: 10 }) }));
  await using app = await onExpress((app, secure) => void app.all("/sign-up", secure(auth.endpoints["/sign-up"])));
  const signUp = (members: object) => app.post("/sign-up", json, JSON.stringify({ password: "correct horse battery", ...members }));
  expect(await signUp({ email: "ann@example.com", name: 7 })).toMatchObject({ status: 422, body: { code: "invalid_field" } });
  expect(await signUp({ email: "ann@example.com", name: " Ann " })).toMatchObject({ status: 202 });
  expect(await signUp({ email: "bob@example.com" })).toMatchObject({ status: 202 });
  expect(database.prepare("SELECT name FROM users ORDER BY email").all()).toMatchObject([{ name: "Ann" }, { name: "" }]);
});

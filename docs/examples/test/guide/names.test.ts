import "reflect-metadata";
import { accounts, bcryptHasher, memoryStore, memoryUsers, passwords, type LoginName } from "@ampoule/accounts";
import { expect, test } from "vitest";
import { mailboxes, userNames } from "../../src/guide/accounts/names.js";
import { onExpress } from "./express.js";

async function signUp(login: LoginName, name: string): Promise<unknown> {
  const auth = accounts({
    users: memoryUsers(),
    tokens: { issuer: "https://login.example", audience: "https://notes.example", store: memoryStore() },
    passwords: passwords({ hasher: bcryptHasher({ cost: 10 }) }),
    login,
  });
  await using app = await onExpress((app, secure) => void app.all("/sign-up", secure(auth.endpoints["/sign-up"])));
  const body = Buffer.from(JSON.stringify({ [login.field]: name, password: "correct horse battery" }));
  const answer = await app.post("/sign-up", "application/json", body.toString("latin1"));
  return [answer.status, (answer.body as { code?: string }).code];
}

test.each([
  ["acme", userNames],
  ["Acme.Support", userNames],
  ["admin", userNames],
  ["раypal", userNames],
  ["postmaster@acme.example", mailboxes],
  ["Web.Master@ACME.example", mailboxes],
] as const)("S4-55 nobody registers as %s", async (name, login) => {
  expect(await signUp(login, name)).toEqual([422, "login_reserved"]);
});

test.each([
  ["alice", userNames],
  ["алиса", userNames],
  ["alice@acme.example", mailboxes],
  ["postmaster@example.com", mailboxes],
] as const)("S4-55 %s is anybody's", async (name, login) => {
  expect(await signUp(login, name)).toEqual([202, undefined]);
});

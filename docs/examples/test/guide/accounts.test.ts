import "reflect-metadata";
import { accounts, bcryptHasher, memoryStore, passwords, type Authentication } from "@ampoule/accounts";
import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { security } from "@ampoule/hono";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { authOver, type Auth } from "../../src/guide/accounts/auth.js";
import { DIRECTORY, DirectoryAuthentication, PASSWORDS, StaffAuthentication, USERS } from "../../src/guide/accounts/directory.js";
import { start } from "../../src/guide/accounts/main.js";
import { notesOnExpress } from "../../src/guide/accounts/on-express.js";
import { notesOnHono } from "../../src/guide/accounts/on-hono.js";
import { notesOnKoa } from "../../src/guide/accounts/on-koa.js";
import { endpointsOf, inCookies } from "../../src/guide/accounts/parts.js";
import { SqliteUsers, table } from "../../src/guide/users/sqlite.js";
import { fieldsOf, listening, type Listening } from "./listening.js";

const json = "application/json";
const login = { email: "alice@example.com", password: "correct horse battery" };
const quick = passwords({ hasher: bcryptHasher({ cost: 10 }) });

const frames: Readonly<Record<string, (auth: Auth) => RequestListener>> = {
  express: notesOnExpress,
  koa: (auth) => {
    const handle = notesOnKoa(auth).callback();
    return (request, response) => void handle(request, response);
  },
  hono: (auth) => {
    const handle = getRequestListener(notesOnHono(auth).fetch);
    return (request, response) => void handle(request, response);
  },
};

function usersInMemory(): SqliteUsers {
  const database = new DatabaseSync(":memory:");
  database.exec(table);
  return new SqliteUsers(database);
}
const post = (app: Listening, path: string, body: object, ...fields: string[]) => app.post(path, json, JSON.stringify(body), ...fields);
interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}
const bearer = ({ access_token }: Pair) => `Authorization: Bearer ${access_token}`;

describe.each(Object.keys(frames))("the guide's accounts on %s", (framework) => {
  test("register, sign in, use, refresh, change the password, sign out", async () => {
    const auth = authOver(usersInMemory(), memoryStore(), quick);
    await auth.ready();
    await using app = await listening(frames[framework]?.(auth) ?? (() => undefined));
    expect(await post(app, "/sign-up", { ...login, name: "Alice" })).toMatchObject({ status: 202, body: {} });
    const first = (await post(app, "/sign-in", login)).body as Pair;
    expect((await app.ask("GET /notes", bearer(first))).body).toEqual(["a note by Alice"]);
    expect((await app.ask("GET /me", bearer(first))).body).toEqual({ id: "1", email: "alice@example.com", name: "Alice" });
    const second = (await post(app, "/refresh", { refresh_token: first.refresh_token })).body as Pair;
    const passwordsOf = { current_password: login.password, new_password: "another good password" };
    const third = (await post(app, "/change-password", passwordsOf, bearer(second))).body as Pair;
    expect([(await app.ask("GET /notes", bearer(second))).status, (await app.ask("GET /notes", bearer(third))).status]).toEqual([401, 200]);
    expect((await app.ask("GET /sessions", bearer(third))).body).toMatchObject({ sessions: [{ current: true }] });
    expect((await app.ask("POST /sign-out", bearer(third))).status).toBe(204);
    expect((await app.ask("GET /notes", bearer(third))).status).toBe(401);
  });
});

test("each framework's part takes a dozen lines", () => {
  for (const framework of Object.keys(frames)) {
    const path = new URL(`../../src/guide/accounts/on-${framework}.ts`, import.meta.url);
    expect(readFileSync(path, "utf8").split("\n").length).toBeLessThan(25);
  }
});

test("what is wanted differently", async () => {
  const auth = authOver(usersInMemory(), memoryStore(), quick);
  await auth.ready();
  const [app, secure] = [new Hono(), security({ container })];
  for (const [path, ready] of Object.entries(endpointsOf(auth))) app.all(path, secure(ready));
  const handle = getRequestListener(secure.seal(app).fetch);
  await using served = await listening((request, response) => void handle(request, response));
  await post(served, "/sign-up", login);
  const form = "username=alice%40example.com&password=correct+horse+battery";
  expect((await served.post("/token", "application/x-www-form-urlencoded", form)).status).toBe(200);
  expect((await post(served, "/sessions/end-all", {})).status).toBe(404);
});

test("refresh tokens in a cookie", async () => {
  const tokens = { issuer: "https://login.example", audience: "https://notes.example", store: memoryStore() };
  const auth = inCookies({ users: usersInMemory(), tokens, passwords: quick, profile: { name: () => undefined } });
  await using app = await listening(notesOnExpress(auth));
  await post(app, "/sign-up", login);
  expect((await post(app, "/sign-in", login)).status).toBe(403);
  const { body, response } = await post(app, "/sign-in", login, "Sec-Fetch-Site: same-origin");
  const [set = ""] = fieldsOf(response, "set-cookie");
  expect([set.split("=")[0], body]).toEqual(["__Host-refresh", expect.not.objectContaining({ refresh_token: expect.anything() })]);
  const brought = `Cookie: ${set.split(";")[0]}`;
  expect((await app.ask("POST /refresh", brought, "Sec-Fetch-Site: same-origin")).status).toBe(200);
});

describe("an authentication of one's own", () => {
  const served = async (authenticate: Authentication, users = usersInMemory()) => {
    const issuer = { issuer: "https://login.example", audience: "https://notes.example", store: memoryStore() };
    const auth = accounts({ users, tokens: issuer, passwords: quick, authenticate, profile: { name: () => undefined } });
    const [app, secure] = [new Hono(), security({ container })];
    for (const [path, ready] of Object.entries(auth.endpoints)) app.all(path, secure(ready));
    const handle = getRequestListener(secure.seal(app).fetch);
    return listening((request, response) => void handle(request, response));
  };

  test("asks a directory", async () => {
    const bind = async (name: string, password: string) => {
      if (name === "down@example.com") throw new UnavailableError("The directory is down.");
      return password === "of the directory" && name === "alice@example.com" ? "1" : undefined;
    };
    container.register(DIRECTORY, { useValue: { bind } });
    await using app = await served(DirectoryAuthentication);
    await post(app, "/sign-up", login);
    const statuses = [];
    for (const [email, password] of [
      ["Alice@example.com", "of the directory"],
      ["alice@example.com", login.password],
      ["down@example.com", "x"],
    ]) {
      statuses.push((await post(app, "/sign-in", { email, password })).status);
    }
    expect(statuses).toEqual([200, 401, 503]);
  });

  test("lets only the staff in", async () => {
    const users = usersInMemory();
    container.register(USERS, { useValue: users }).register(PASSWORDS, { useValue: quick });
    await using app = await served(StaffAuthentication, users);
    for (const email of [login.email, "mallory@evil.example"]) await post(app, "/sign-up", { ...login, email });
    expect((await post(app, "/sign-in", login)).status).toBe(200);
    expect((await post(app, "/sign-in", { ...login, email: "mallory@evil.example" })).status).toBe(401);
  });
});

test("a whole application starts, and not without the unique index", async () => {
  const folder = mkdtempSync(`${tmpdir()}/accounts-`);
  const server = await start(`${folder}/notes.db`, 0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const send = (path: string, body: object) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": json } });
  expect((await send("/sign-up", login)).status).toBe(202);
  expect((await send("/sign-in", login)).status).toBe(200);
  server.close();
  server.closeAllConnections();

  const database = new DatabaseSync(`${folder}/forgotten.db`);
  database.exec(table.replace(" UNIQUE", ""));
  await expect(start(`${folder}/forgotten.db`, 0)).rejects.toThrow(ConfigurationError);
  database.close();
  rmSync(folder, { recursive: true });
});

import "reflect-metadata";
import { allowLowCost, bcryptHasher, memoryUsers, passwords } from "@ampoule/accounts";
import { container } from "tsyringe";
import { expect, test, vi } from "vitest";
import { Accounts } from "../../src/guide/passwords/accounts.js";
import { overPostgres, overRedis } from "../../src/guide/throttling/counters.js";
import { invited } from "../../src/guide/throttling/invitations.js";
import { behindProxy, byBasic, onWorkers, signIn, strict, token } from "../../src/guide/throttling/sign-in.js";
import { signUpOf } from "../../src/guide/throttling/sign-up.js";
import { onExpress } from "./express.js";
import { fieldsOf } from "./listening.js";

vi.setConfig({ testTimeout: 60_000 });

const accounts = container.registerSingleton(Accounts).resolve(Accounts);
const as = (name: string, password: string) => `Authorization: Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

test("five failures at any door shut all of them, for this client and this account", async () => {
  await accounts.register("alice", "curiouser and curiouser");
  await using app = await onExpress((app, secure) => {
    app.get(
      "/me",
      secure({ me: byBasic }, ({ me }) => me.name),
    );
    app.all("/token", secure(token));
  });
  for (const guess of ["1", "2", "3"]) expect((await app.ask("GET /me", as("alice", guess))).status).toBe(401);
  const form = (name: string, password: string) =>
    app.post("/token", "application/x-www-form-urlencoded", new URLSearchParams({ username: name, password }).toString());
  for (const guess of ["4", "5"]) expect((await form("Alice", guess)).status).toBe(400);
  const { status, body, response } = await form("alice", "curiouser and curiouser");
  expect([status, body, fieldsOf(response, "retry-after")]).toEqual([429, { error: "slow_down" }, [expect.stringMatching(/^\d+$/)]]);
  expect((await app.ask("GET /me", as("alice", "curiouser and curiouser"))).status).toBe(429);
  expect((await form("nobody", "x")).status).toBe(400);
});

test("whoever is invited a second time on one day by one client is not", async () => {
  await using app = await onExpress((app, secure) => {
    app.post(
      "/invite",
      secure({ invited }, ({ invited }) => invited.email),
    );
  });
  const invite = (email: string) => app.post("/invite", "application/json", JSON.stringify({ email }));
  expect((await invite("bob@example.com")).status).toBe(200);
  expect((await invite("BOB@example.com")).status).toBe(429);
  expect((await invite("eve@example.com")).status).toBe(200);
});

test("a client registers 10 times with one name, and not once more", async () => {
  const hashed = passwords({ hasher: bcryptHasher({ cost: 4, [allowLowCost]: true }) });
  await using app = await onExpress((app, secure) => void app.all("/sign-up", secure(signUpOf(memoryUsers(), hashed))));
  const body = JSON.stringify({ email: "alice@example.com", password: "curiouser and curiouser" });
  const statuses = [];
  for (let count = 0; count < 11; count += 1) statuses.push((await app.post("/sign-up", "application/json", body)).status);
  expect(statuses).toEqual([...Array(10).fill(202), 429]);
});

test("every throttle of the page can be made", () => {
  expect([behindProxy, onWorkers, strict].every(Boolean)).toBe(true);
  expect([typeof overRedis, typeof overPostgres, typeof signIn]).toEqual(["function", "function", "function"]);
});

import "reflect-metadata";
import { bearer, narrow, optional, policy, provider, require, scoped } from "@ampoule/core";
import { security } from "@ampoule/hono";
import { acting } from "@ampoule/testing/acting";
import { Hono } from "hono";
import { container } from "tsyringe";
import { beforeEach, describe, expect, test, vi } from "vitest";

interface User {
  readonly id: string;
  readonly role: "admin" | "member";
}
const verify = vi.fn<(sub: string) => { sub: string; permissions: string[] }>((sub) => ({ sub, permissions: ["read"] }));
const accessToken = bearer({ scopes: ["read", "write"], scopesFrom: "permissions", verify });
const currentUser = provider({ token: accessToken }, ({ token }): User => ({ id: token.sub, role: "member" }));
const admin = narrow(currentUser, "admin", (user): user is User & { role: "admin" } => user.role === "admin");
const notBob = require(currentUser, policy("not bob", ({ id }: User) => id !== "bob"));
const alice: User = { id: "alice", role: "admin" };
const bob: User = { id: "bob", role: "member" };

const app = new Hono();
const secure = security({ container: container.createChildContainer() });
app.get(
  "/me",
  secure({ me: currentUser }, ({ me }) => me),
);
app.get(
  "/maybe",
  secure({ me: optional(currentUser) }, ({ me }) => ({ id: me?.id ?? null })),
);
app.get(
  "/admin",
  secure({ me: admin }, ({ me }) => me),
);
app.get(
  "/not-bob",
  secure({ me: notBob }, ({ me }) => me),
);
app.get(
  "/read",
  secure({ me: scoped(currentUser, "read") }, ({ me }) => me),
);
app.get(
  "/write",
  secure({ me: scoped(currentUser, "write") }, ({ me }) => me),
);
app.get(
  "/token",
  secure({ token: scoped(accessToken, "write") }, ({ token }) => token),
);
secure.seal(app);

const statusOf = async (path: string) => (await app.request(path)).status;
const statuses = (...paths: string[]) => Promise.all(paths.map(statusOf));

beforeEach(() => verify.mockClear());

describe("acting as somebody", () => {
  test("needs no credential and asks nothing below", async () => {
    using _ = acting(secure).as(currentUser, alice);
    expect(await (await app.request("/me")).json()).toEqual(alice);
    expect(verify).not.toHaveBeenCalled();
  });

  test("ends where it is disposed or restored", async () => {
    const first = acting(secure).as(currentUser, alice);
    expect(await statusOf("/me")).toBe(200);
    first.restore();
    expect(await statusOf("/me")).toBe(401);
  });

  test("leaves policies and narrowing to decide", async () => {
    {
      using _ = acting(secure).as(currentUser, alice);
      expect(await statuses("/admin", "/not-bob")).toEqual([200, 200]);
    }
    using _ = acting(secure).as(currentUser, bob);
    expect(await statuses("/admin", "/not-bob")).toEqual([403, 403]);
  });

  test("holds the scopes that are said, and no others", async () => {
    using _ = acting(secure).as(currentUser, alice, { scopes: ["read"] });
    expect(await statuses("/me", "/read", "/write")).toEqual([200, 200, 403]);
    const refused = await app.request("/write");
    expect(await refused.json()).toMatchObject({ code: "insufficient_scope" });
  });

  test("holds no scopes where none are said", async () => {
    using _ = acting(secure).as(currentUser, alice);
    expect(await statuses("/me", "/read")).toEqual([200, 403]);
  });

  test("as a scheme, holds the scopes that the principal says where the scheme looks for them", async () => {
    {
      using _ = acting(secure).as(accessToken, { sub: "bob", permissions: ["write"] });
      expect(await statuses("/token", "/write", "/read")).toEqual([200, 200, 403]);
    }
    using _ = acting(secure).as(accessToken, { sub: "bob", permissions: ["write"] }, { scopes: [] });
    expect(await statuses("/token", "/write", "/me")).toEqual([403, 403, 200]);
  });

  test("as nobody: what is required is 401, what is optional is null", async () => {
    using _ = acting(secure).nobody(currentUser);
    const response = await app.request("/maybe", { headers: { authorization: "Bearer alice" } });
    expect(await response.json()).toEqual({ id: null });
    expect(await statusOf("/me")).toBe(401);
  });

  test("may be the null of what is optional", async () => {
    const maybe = optional(currentUser);
    const own = security({ container: container.createChildContainer() });
    const other = new Hono().get(
      "/maybe",
      own({ me: maybe }, ({ me }) => ({ id: me?.id ?? null })),
    );
    own.seal(other);
    using _ = acting(own).as(maybe, null);
    expect(await (await other.request("/maybe", { headers: { authorization: "Bearer alice" } })).json()).toEqual({ id: null });
  });

  test("is refused while another one acts", () => {
    using _ = acting(secure).as(currentUser, alice);
    expect(() => acting(secure).as(currentUser, bob)).toThrow("overridden already");
  });
});

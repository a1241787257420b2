// #region start
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { provider } from "@ampoule/core";
import { acting } from "@ampoule/testing/acting";
import { container as root } from "tsyringe";
import { expect, test } from "vitest";
import { Sessions, type User } from "../../tutorial/sessions.js";
import { accessToken, CurrentUser, makeApplication, quota } from "./application.js";

/** An application of its own for one test, on a child container of its own. */
async function start() {
  const container = root.createChildContainer().registerSingleton(Sessions);
  const { app, secure } = makeApplication(container);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const ask = (path: string, token?: string) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  return { container, secure, ask, acting: acting(secure), [Symbol.dispose]: () => void server.close() };
}
// #endregion start

const alice: User = { id: "1", name: "Alice", role: "member" };
const ada: User = { id: "2", name: "Ada", role: "admin" };

// #region class
test("a class is replaced everywhere, and policies above it still decide", async () => {
  using app = await start();
  {
    using _ = app.secure.override(
      CurrentUser,
      provider({}, () => ada),
    );
    expect(await (await app.ask("/me")).json()).toEqual(ada);
    expect((await app.ask("/admin")).status).toBe(200);
  }
  {
    using _ = app.secure.override(
      CurrentUser,
      provider({}, () => alice),
    );
    expect((await app.ask("/admin")).status).toBe(403);
  }
  expect((await app.ask("/me")).status).toBe(401); // restored
});
// #endregion class

// #region value
test("a value is replaced, and scopes are still compared", async () => {
  using app = await start();
  using _ = app.secure.override(
    accessToken,
    provider({}, () => ({ sub: "1", scopes: [] })),
  );
  expect(await (await app.ask("/me")).json()).toEqual(alice); // CurrentUser runs as ever
  expect((await app.ask("/notes")).status).toBe(403);
});
// #endregion value

// #region factory
test("the product of a factory is replaced like any value", async () => {
  using app = await start();
  using _user = app.acting.as(CurrentUser, alice);
  using _quota = app.secure.override(
    quota,
    provider({ me: CurrentUser }, ({ me }) => ({ me, left: 0 })),
  );
  expect(await (await app.ask("/quota")).json()).toBe(0);
});
// #endregion factory

// #region acting
test("acting as somebody, with some scopes or without", async () => {
  using app = await start();
  {
    using _ = app.acting.as(CurrentUser, alice, { scopes: ["notes:read"] });
    expect((await app.ask("/notes")).status).toBe(200);
  }
  using _ = app.acting.as(CurrentUser, alice);
  expect([(await app.ask("/me")).status, (await app.ask("/notes")).status]).toEqual([200, 403]);
});

test("nobody is signed in", async () => {
  using app = await start();
  using _ = app.acting.nobody(accessToken);
  expect((await app.ask("/me")).status).toBe(401);
});
// #endregion acting

// #region real
test("or somebody is, really: nothing is overridden", async () => {
  using app = await start();
  const token = app.container.resolve(Sessions).open("1", ["notes:read"]);
  expect(await (await app.ask("/notes", token)).json()).toEqual(["a note by Alice"]);
});

test("what one test keeps, another one does not see", async () => {
  using one = await start();
  using other = await start();
  const token = one.container.resolve(Sessions).open("1", []);
  expect([(await one.ask("/me", token)).status, (await other.ask("/me", token)).status]).toEqual([200, 401]);
});
// #endregion real

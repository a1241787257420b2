import { provider } from "@ampoule/core";
import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { accessToken, CurrentUser, makeApplication } from "../../src/guide/testing/application.js";
// The tests that the page shows.
import "../../src/guide/testing/application.test.js";

const ada = { id: "2", name: "Ada", role: "admin" as const };

test("two overrides of one provider at once are refused, and restoring twice does no harm", () => {
  const { secure } = makeApplication(container.createChildContainer());
  const first = secure.override(
    CurrentUser,
    provider({}, () => ada),
  );
  expect(() =>
    secure.override(
      CurrentUser,
      provider({}, () => ada),
    ),
  ).toThrow("overridden already");
  first.restore();
  first.restore();
  secure
    .override(
      CurrentUser,
      provider({}, () => ada),
    )
    .restore();
});

test("a replacement of another type does not compile", () => {
  const { secure } = makeApplication(container.createChildContainer());
  const seven = provider({}, () => 7);
  // @ts-expect-error: a user is not a number
  secure.override(CurrentUser, seven).restore();
});

test("an override may rest on a scheme of its own", async () => {
  const secure = security({ container });
  const app = secure.seal(
    new Hono().get(
      "/",
      secure({ me: CurrentUser }, ({ me }) => me),
    ),
  );
  using _ = secure.override(
    CurrentUser,
    provider({ token: accessToken }, () => ada),
  );
  expect((await app.request("/")).status).toBe(401);
});

import { UnavailableError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { memoryCodes, memoryStore, memoryUsers } from "../../src/index.js";
import { bound } from "../tokens/issuing.js";
import { frameworks } from "./frames.js";
import { email, recoveringOn, tokensOf } from "./recovering-app.js";

const password = "new password";

describe.each(frameworks)("password reset on %s, when something fails", (framework) => {
  test("S-239 S-334 what is down is 503, or an event where the answer is out; never 500, and nothing is lost", async () => {
    let isDown = false;
    const codes = memoryCodes();
    const take: typeof codes.take = (id, digest) => {
      if (isDown) throw new Error("connection lost");
      return codes.take(id, digest);
    };
    const mailer = { send: () => Promise.reject(new Error("to alice@example.com")) };
    await using it = await recoveringOn(framework, {
      codeStore: {
        put: (...given) => codes.put(...given),
        find: (id) => codes.find(id),
        drop: (id) => codes.drop(id),
        purge: (at) => codes.purge(at),
        take,
      },
    });
    await it.post("/reset/request", { email });
    const code = await it.code();
    isDown = true;
    expect((await it.post("/reset", { code, password })).status).toBe(503);
    expect((await it.signIn("old password")).status).toBe(200);
    isDown = false;
    expect((await it.post("/reset", { code, password })).status).toBe(204);

    await using unsent = await recoveringOn(framework, { mailer });
    expect((await unsent.post("/reset/request", { email })).status).toBe(202);
    await unsent.idle();
    expect(unsent.mailEvents).toMatchObject([{ type: "failed", purpose: "reset_password", code: "Error" }]);
    expect(JSON.stringify(unsent.mailEvents)).not.toContain("alice");
  });

  test("C10 where the store of tokens is down after the password was set, the sign-ins have ended all the same", async () => {
    const store = memoryStore();
    const endAll = () => {
      throw new UnavailableError("down");
    };
    await using it = await recoveringOn(framework, { store: { ...bound(store), endAll } });
    const pair = await tokensOf(it, "old password");
    await it.post("/reset/request", { email });
    expect((await it.post("/reset", { code: await it.code(), password })).status).toBe(503);
    expect((await it.app.ask("GET /me", [`Authorization: Bearer ${pair["access_token"]}`])).status).toBe(401);
    expect((await it.signIn(password)).status).toBe(200);
    await it.idle();
    expect(it.mailer.sent.at(-1)?.subject, "told all the same").toBe("Your password was changed");
  });

  test("a better hash of the old password that comes in between does not cost the code", async () => {
    const users = memoryUsers<{ isVerified: boolean }>();
    await using it = await recoveringOn(framework, { users });
    await it.post("/reset/request", { email });
    const code = await it.code();
    const setPassword = users.setPassword.bind(users);
    let isFirst = true;
    users.setPassword = (change) => {
      if (isFirst) {
        isFirst = false;
        const replaces = users.passwordHash(it.alice.id) ?? null;
        setPassword({ id: it.alice.id, passwordHash: `${replaces}`.replace(/.$/, "x") as never, replaces, raisesEpoch: false });
      }
      return setPassword(change);
    };
    expect((await it.post("/reset", { code, password })).status).toBe(204);
    expect((await it.signIn(password)).status).toBe(200);
  });
});

import { UnavailableError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { memoryCodes, memoryStore, memoryUsers, type PasswordChange } from "../../src/index.js";
import { bound } from "../tokens/issuing.js";
import { frameworks } from "./frames.js";
import { badCode, email, errorOf, recoveringOn, tokensOf } from "./recovering-app.js";

const password = "new password";

describe.each(frameworks)("password reset on %s, when something fails", (framework) => {
  test("S-239 S-334 where the password cannot be written, the answer is 503, and the link still good", async () => {
    const users = memoryUsers<{ isVerified: boolean }>();
    await using it = await recoveringOn(framework, { users });
    await it.post("/reset/request", { email });
    const code = await it.code();
    for (const method of ["byId", "passwordHash", "setPassword"] as const) {
      const own = users[method].bind(users);
      Object.assign(users, { [method]: () => Promise.reject(new Error("connection lost")) });
      expect([method, (await it.post("/reset", { code, password })).status]).toEqual([method, 503]);
      Object.assign(users, { [method]: own });
    }
    expect((await it.signIn("old password")).status).toBe(200);
    expect((await it.post("/reset", { code, password })).status).toBe(204);
    expect((await it.signIn(password)).status).toBe(200);
  });

  test("a write whose answer is lost has ended the code: nobody sets a second password by it", async () => {
    const users = memoryUsers<{ isVerified: boolean }>();
    await using it = await recoveringOn(framework, { users });
    await it.post("/reset/request", { email });
    const code = await it.code();
    const setPassword = users.setPassword.bind(users);
    users.setPassword = (change) => {
      setPassword(change);
      throw new Error("connection lost");
    };
    expect((await it.post("/reset", { code, password })).status).toBe(503);
    users.setPassword = setPassword;
    expect(errorOf(await it.post("/reset", { code, password: "another password" }))).toEqual(badCode);
    expect(it.app.events.at(-1)).toMatchObject({ code: "epoch_changed" });
    expect([(await it.signIn(password)).status, it.users.byId(it.alice.id)?.epoch]).toEqual([200, 1]);
  });

  test("where its row cannot be deleted, a code that was used is dead all the same", async () => {
    const codes = memoryCodes();
    const take = () => Promise.reject(new Error("connection lost"));
    const codeStore = {
      put: codes.put.bind(codes),
      find: codes.find.bind(codes),
      drop: codes.drop.bind(codes),
      purge: codes.purge.bind(codes),
      take,
    };
    await using it = await recoveringOn(framework, { codeStore });
    await it.post("/reset/request", { email });
    const code = await it.code();
    expect((await it.post("/reset", { code, password })).status).toBe(204);
    expect(errorOf(await it.post("/reset", { code, password: "another password" }))).toEqual(badCode);
    expect((await it.signIn(password)).status).toBe(200);
  });

  test("ASVS 6.5.1 of two that write at the same moment, each having found the code good, one does", async () => {
    const users = memoryUsers<{ isVerified: boolean }>();
    await using it = await recoveringOn(framework, { users });
    await it.post("/reset/request", { email });
    const code = await it.code();
    const setPassword = users.setPassword.bind(users);
    const both = Promise.withResolvers<void>();
    let waiting = 0;
    Object.assign(users, {
      async setPassword(change: PasswordChange) {
        waiting += 1;
        if (waiting === 2) both.resolve();
        await both.promise;
        return setPassword(change);
      },
    });
    const chosen = ["one password", "another password"];
    const answers = await Promise.all(chosen.map((one) => it.post("/reset", { code, password: one })));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 400]);
    expect(it.users.byId(it.alice.id)?.epoch).toBe(1);
    const winner = chosen[answers.findIndex(({ status }) => status === 204)] ?? "";
    expect((await it.signIn(winner)).status).toBe(200);
  });

  test("ASVS 6.5.1 who found the code good before another used it, and the hash after, sets nothing", async () => {
    const users = memoryUsers<{ isVerified: boolean }>();
    await using it = await recoveringOn(framework, { users });
    await it.post("/reset/request", { email });
    const code = await it.code();
    const passwordHash = users.passwordHash.bind(users);
    const [looked, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    Object.assign(users, {
      async passwordHash(id: string) {
        Object.assign(users, { passwordHash });
        looked.resolve();
        await done.promise;
        return passwordHash(id);
      },
    });
    const late = it.post("/reset", { code, password: "another password" });
    await looked.promise;
    expect((await it.post("/reset", { code, password })).status).toBe(204);
    done.resolve();
    expect(errorOf(await late)).toEqual(badCode);
    expect([(await it.signIn(password)).status, it.users.byId(it.alice.id)?.epoch]).toEqual([200, 1]);
  });

  test("S-239 a mail that cannot be sent is an event, since the answer is out", async () => {
    const mailer = { send: () => Promise.reject(new Error("to alice@example.com")) };
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
    expect(it.users.byId(it.alice.id)?.isVerified, "noted all the same").toBe(true);
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

import { describe, expect, test } from "vitest";
import { frameworks } from "./frames.js";
import { badCode, email, errorOf, from, recoveringOn, tokensOf, type Recovering } from "./recovering-app.js";

/** Alice's account was registered by a stranger, with this one. */
const strangers = "old password";
const owners = "the owner's own";

const bearer = (pair: Record<string, string>) => [`Authorization: Bearer ${pair["access_token"]}`];

async function linked(it: Recovering, path: string): Promise<string> {
  await it.post(path, { email });
  return it.code();
}

describe.each(frameworks)("account pre-hijacking (Sudhodanan and Paverd 2022) on %s", (framework) => {
  test("S4-59 classic: a stranger registers first, the owner clicks on the link, and nobody gets in with the stranger's password; a reset gives the account to the owner", async () => {
    await using it = await recoveringOn(framework);
    const code = await linked(it, "/verify/request");
    expect(it.mailer.sent[0]?.text).toContain("If it was not you, do nothing");
    const answer = await it.post("/verify", { code, password: owners });
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.body).detail).toContain("If you did not choose it, set another one");
    expect(it.users.byId(it.alice.id)?.isVerified).toBe(false);
    const stranger = await tokensOf(it, strangers);
    expect((await it.app.ask("GET /verified", bearer(stranger))).status).toBe(403);

    expect((await it.post("/reset", { code: await linked(it, "/reset/request"), password: owners })).status).toBe(204);
    expect(it.users.byId(it.alice.id)?.isVerified, "who has the code has the mail").toBe(true);
    expect(errorOf(await it.signIn(strangers))).toEqual(badCode);
    expect((await it.app.ask("GET /verified", bearer(await tokensOf(it, owners)))).status).toBe(200);
    for (const password of [strangers, owners])
      expect(errorOf(await it.post("/verify", { code, password })), "an old link").toEqual(badCode);
  });

  test("S4-60 C10 unexpired session: what the stranger is signed in with from before ends with the owner's reset", async () => {
    await using it = await recoveringOn(framework);
    const [first, second] = [await tokensOf(it, strangers), await tokensOf(it, strangers)];
    expect((await it.app.ask("GET /me", bearer(first))).status, "signed in until then").toBe(200);
    expect((await it.post("/reset", { code: await linked(it, "/reset/request"), password: owners })).status).toBe(204);
    for (const pair of [first, second]) {
      for (const path of ["/me", "/verified"]) expect((await it.app.ask(`GET ${path}`, bearer(pair))).status).toBe(401);
      const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: String(pair["refresh_token"]) }).toString();
      expect(errorOf(await it.app.ask("POST /token", ["Content-Type: application/x-www-form-urlencoded"], form))).toEqual(badCode);
    }
  });

  test("unexpired session: a reset by the owner between the stranger's check and its end is not undone by it", async () => {
    const reset = Promise.withResolvers<void>();
    const checked = Promise.withResolvers<void>();
    await using it = await recoveringOn(framework);
    const passwordHash = it.users.passwordHash.bind(it.users);
    Object.assign(it.users, {
      async passwordHash(id: string) {
        Object.assign(it.users, { passwordHash });
        const hash = passwordHash(id);
        checked.resolve();
        await reset.promise;
        return hash;
      },
    });
    const confirming = it.post("/verify", { code: await linked(it, "/verify/request"), password: strangers });
    await checked.promise;
    const code = await linked(it, "/reset/request");
    expect((await it.post("/reset", { code, password: owners })).status).toBe(204);
    it.users.change(it.alice.id, { isVerified: false });
    reset.resolve();
    expect(errorOf(await confirming)).toEqual(badCode);
    expect(it.app.events.at(-1)).toMatchObject({ code: "epoch_changed" });
    expect(it.users.byId(it.alice.id)?.isVerified).toBe(false);
  });

  test("who only has the link guesses at the password as little as at sign-in", async () => {
    await using it = await recoveringOn(framework);
    const code = await linked(it, "/verify/request");
    const statuses = [];
    for (const client of ["192.0.2.1", "192.0.2.2"])
      for (let count = 0; count < 5; count += 1)
        statuses.push((await it.post("/verify", { code, password: `guess ${count}` }, from(client))).status);
    expect(statuses, "by account").toEqual([422, 422, 422, 422, 422, 422, 422, 422, 429, 429]);
    expect(it.app.events.at(-1)).toMatchObject({ type: "throttled", code: "too_many_account", subject: it.alice.id });
    expect((await it.signIn(strangers, email, from("192.0.2.3"))).status, "names are counted apart").toBe(200);
  });
});

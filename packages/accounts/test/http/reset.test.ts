import { fieldsOf } from "@ampoule/testing";
import { describe, expect, test } from "vitest";
import { memoryUsers } from "../../src/index.js";
import { frameworks, visible } from "./frames.js";
import { badCode, email, errorOf, from, page, recoveringOn, tokensOf } from "./recovering-app.js";

const password = "new password";

describe.each(frameworks)("password reset on %s", (framework) => {
  test("S4-60 C10 ASVS 6.3.7 6.4.3 the code sets a password, ends every sign-in, tells the owner, signs nobody in", async () => {
    await using it = await recoveringOn(framework);
    const pair = await tokensOf(it, "old password");
    await it.post("/reset/request", { email });
    const code = await it.code();
    expect(it.mailer.sent[0]?.text).toContain(`\n${page.reset}#code=${code}\n`);
    expect((await tokensOf(it, "old password"))["access_token"], "good until then").toBeDefined();
    const answer = await it.post("/reset", { code, password });
    expect([answer.status, answer.body, fieldsOf(answer, "set-cookie"), fieldsOf(answer, "referrer-policy")]).toEqual([
      204,
      "",
      [],
      ["no-referrer"],
    ]);
    expect((await it.app.ask("GET /me", [`Authorization: Bearer ${pair["access_token"]}`])).status).toBe(401);
    const refresh = new URLSearchParams({ grant_type: "refresh_token", refresh_token: String(pair["refresh_token"]) }).toString();
    expect(errorOf(await it.app.ask("POST /token", ["Content-Type: application/x-www-form-urlencoded"], refresh))).toEqual(badCode);
    expect(errorOf(await it.signIn("old password"))).toEqual(badCode);
    expect((await it.signIn(password)).status).toBe(200);
    await it.idle();
    expect(it.mailer.sent.at(-1)).toMatchObject({ to: "Alice@example.com", subject: "Your password was changed" });
    expect(it.mailer.sent.at(-1)?.text).not.toContain(password);
    expect(it.users.byId(it.alice.id)?.epoch).toBe(1);
  });

  test("J2 whom strangers have locked out of their account gets in again from anywhere", async () => {
    await using it = await recoveringOn(framework);
    const signIn = (secret: string, address: string) => it.signIn(secret, email, from(address));
    for (const stranger of ["192.0.2.1", "192.0.2.2"])
      for (let count = 0; count < 4; count += 1) expect((await signIn("wrong", stranger)).status).toBe(400);
    expect((await signIn("old password", "198.51.100.1")).status).toBe(429);
    await it.post("/reset/request", { email });
    expect((await it.post("/reset", { code: await it.code(), password })).status).toBe(204);
    expect((await signIn(password, "198.51.100.1")).status).toBe(200);
  });

  test("J2 who has guessed until they were stopped signs in at once after a reset, from where they are; other accounts, and other clients, are forgiven nothing", async () => {
    await using it = await recoveringOn(framework);
    const signIn = (secret: string, address: string, name = email) => it.signIn(secret, name, from(address));
    const statuses = async (address: string, name: string, count: number) => {
      const seen = [];
      for (let index = 0; index < count; index += 1) seen.push((await signIn("wrong", address, name)).status);
      return seen;
    };
    expect(await statuses("192.0.2.1", "bob@example.com", 6)).toEqual([400, 400, 400, 400, 400, 429]);
    expect(await statuses("192.0.2.1", email, 6)).toEqual([400, 400, 400, 400, 400, 429]);
    await it.post("/reset/request", { email }, from("192.0.2.1"));
    expect((await it.post("/reset", { code: await it.code(), password }, from("192.0.2.1"))).status).toBe(204);
    expect((await signIn(password, "192.0.2.1")).status).toBe(200);
    expect(await statuses("192.0.2.1", "bob@example.com", 1)).toEqual([429]);

    it.now += 1;
    expect(await statuses("192.0.2.2", email, 6)).toEqual([400, 400, 400, 400, 400, 429]);
    await it.post("/reset/request", { email }, from("192.0.2.1"));
    const again = { code: await it.code(), password: "a newer password" };
    expect((await it.post("/reset", again, from("192.0.2.1"))).status).toBe(204);
    expect((await signIn(again.password, "192.0.2.2")).status).toBe(429);
    expect((await signIn(again.password, "192.0.2.1")).status).toBe(200);
  });

  test("ASVS 6.5.1 100 at once with 100 passwords: one is set, the others are told nothing of it", async () => {
    await using it = await recoveringOn(framework);
    await it.post("/reset/request", { email });
    const code = await it.code();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => it.post("/reset", { code, password: `new password ${index}` })),
    );
    const winners = answers.flatMap(({ status }, index) => (status === 204 ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 204).map((one) => JSON.stringify(errorOf(one))))).toEqual(
      new Set([JSON.stringify(badCode)]),
    );
    expect((await it.signIn(`new password ${winners[0]}`)).status).toBe(200);
    expect(it.users.byId(it.alice.id)?.epoch).toBe(1);
  });

  test("a code is dead once it is used, replaced, over, another's purpose, or another password was set; every refusal is the same bytes", async () => {
    await using it = await recoveringOn(framework);
    const next = async (path = "/reset/request") => (await it.post(path, { email }, from(`192.0.2.${(it.now += 1) % 250}`)), it.code());
    const refused = [];
    const first = await next();
    const second = await next();
    refused.push(await it.post("/reset", { code: first, password }));
    refused.push(await it.post("/reset", { code: await next("/verify/request"), password }));
    it.now += 600_000;
    refused.push(await it.post("/reset", { code: second, password }));
    const third = await next();
    expect((await it.post("/reset", { code: third, password })).status).toBe(204);
    refused.push(await it.post("/reset", { code: third, password }));
    const fourth = await next();
    const { passwordHash } = it.users.byLogin(email) ?? {};
    it.users.setPassword({ id: it.alice.id, passwordHash: `${passwordHash}` as never, replaces: passwordHash ?? null, raisesEpoch: true });
    refused.push(await it.post("/reset", { code: fourth, password }));
    for (const code of ["x", "A".repeat(65)]) refused.push(await it.post("/reset", { code, password }));
    expect(new Set(refused.map((one) => JSON.stringify(visible(one)))).size).toBe(1);
    expect(refused.map(errorOf)[0]).toEqual(badCode);
    const codes = it.app.events.filter(({ type }) => type === "rejected").map(({ code }) => code);
    expect(codes).toEqual([
      "wrong_code",
      "wrong_purpose",
      "expired_code",
      "unknown_code",
      "epoch_changed",
      "malformed_code",
      "unknown_code",
    ]);
  });

  test("S-224 S-226 a password that cannot be taken is told so, and costs no code", async () => {
    await using it = await recoveringOn(framework);
    await it.post("/reset/request", { email });
    const code = await it.code();
    for (const [bad, problem] of [
      ["short", "password_too_short"],
      ["a".repeat(73), "password_too_long"],
    ])
      expect(errorOf(await it.post("/reset", { code, password: bad }))).toEqual([422, problem]);
    expect((await it.post("/reset", { code: "A".repeat(65), password: "short" })).status, "nobody without a code is told").toBe(400);
    expect((await it.post("/reset", { code, password })).status).toBe(204);
  });

  test("ASVS 6.3.8 E5 S-232 asking tells nothing: same bytes for a user, nobody, a disabled one and one without a password, and nobody is looked for before the answer", async () => {
    const users = memoryUsers<{ isVerified: boolean }>();
    const looked: string[] = [];
    let isOpen = false;
    const gate = Promise.withResolvers<void>();
    const byLogin = users.byLogin.bind(users);
    users.byLogin = ((login: string) => {
      looked.push(login);
      return isOpen ? byLogin(login) : gate.promise.then(() => byLogin(login));
    }) as typeof users.byLogin;
    await using it = await recoveringOn(framework, { users });
    users.change(it.alice.id, {});
    const names = [email, "nobody@example.com", "sso@example.com"];
    const answers = [];
    // Had it waited for one of them, there would be no answer.
    for (const path of ["/reset/request", "/verify/request"])
      for (const name of names) answers.push(visible(await it.post(path, { email: name })));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    isOpen = true;
    gate.resolve();
    await it.idle();
    expect(looked).toHaveLength(6);
    expect(it.mailer.sent.map(({ to, subject }) => `${to} ${subject}`).toSorted()).toEqual([
      "Alice@example.com Choose another password",
      "Alice@example.com Confirm your e-mail address",
    ]);
    users.change(it.alice.id, { isDisabled: true });
    expect(JSON.stringify(visible(await it.post("/reset/request", { email })))).toBe(JSON.stringify(answers[0]));
    await it.idle();
    expect(it.mailer.sent).toHaveLength(2);
  });

  test("J1 J3 asking too often is 429 with Retry-After, for a user as for nobody, and no mail", async () => {
    await using it = await recoveringOn(framework);
    const seen = [];
    for (const name of [email, "nobody@example.com"]) {
      const statuses = [];
      for (let count = 0; count < 5; count += 1) statuses.push((await it.post("/reset/request", { email: name })).status);
      seen.push(statuses);
    }
    expect(seen).toEqual(Array(2).fill([202, 202, 202, 429, 429]));
    const refused = await it.post("/reset/request", { email: "ALICE@example.com" });
    expect([refused.status, fieldsOf(refused, "retry-after")]).toEqual([429, [expect.stringMatching(/^(?:5\d|60)$/)]]);
    await it.idle();
    expect(it.mailer.sent).toHaveLength(3);
  });

  test("S-193 S-237 the link and the address are ours, whatever the request says", async () => {
    await using it = await recoveringOn(framework);
    const hostile = [
      "X-Forwarded-Host: evil.example",
      "Forwarded: host=evil.example",
      "X-Forwarded-Proto: http",
      "Origin: https://evil.example",
    ];
    await it.post("/reset/request", { email: "ＡLICE＠example.com" }, ...hostile);
    await it.idle();
    expect(it.mailer.sent[0]).toMatchObject({ to: "Alice@example.com" });
    expect(JSON.stringify(it.mailer.sent)).not.toContain("evil");
    for (const name of ["alice@example.com\r\nBcc: eve@example.com", "alice@example.com,eve@example.com", "alice", "<alice@example.com>"])
      expect((await it.post("/reset/request", { email: name })).status).toBe(422);
    await it.idle();
    expect(it.mailer.sent).toHaveLength(1);
  });
});

import { ConfigurationError } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { describe, expect, test } from "vitest";
import { confirmVerificationEndpoint, memoryCodes, memoryUsers, throttle } from "../../src/index.js";
import { quickPasswords } from "../passwords/quick.js";
import { frameworks, visible } from "./frames.js";
import { badCode, email, errorOf, from, recoveringOn, type Recovering } from "./recovering-app.js";

const password = "old password";

async function linked(it: Recovering): Promise<string> {
  await it.post("/verify/request", { email });
  return it.code();
}

/** Passwords that count what they check. */
function countingPasswords() {
  const passwords = quickPasswords();
  const counted = { passwords, checks: 0 };
  const verify = passwords.verify.bind(passwords);
  passwords.verify = (...given) => ((counted.checks += 1), verify(...given));
  return counted;
}

describe.each(frameworks)("a confirmation wants the password, on %s", (framework) => {
  test("S-232 a code that is not good is refused in the same bytes, whatever the password, before any is checked or counted", async () => {
    const counted = countingPasswords();
    await using it = await recoveringOn(framework, { passwords: counted.passwords });
    const good = await linked(it);
    const codes = ["x", "A".repeat(65), `${good.slice(0, 22)}${"A".repeat(43)}`];
    const answers = [];
    for (const code of codes)
      for (const given of [password, "wrong", "x".repeat(100)]) answers.push(await it.post("/verify", { code, password: given }));
    expect(new Set(answers.map((one) => JSON.stringify(visible(one)))).size).toBe(1);
    expect(answers.map(errorOf)[0]).toEqual(badCode);
    expect(counted.checks).toBe(0);
    expect((await it.post("/verify", { code: good, password })).status, "nine were no guesses").toBe(204);
    expect(counted.checks).toBe(1);
  });

  test("S-238 a wrong password is told to who has a good code, costs no code, and counts: 429 with Retry-After", async () => {
    await using it = await recoveringOn(framework);
    const code = await linked(it);
    for (const given of ["wrong", "w", "Old password", "old password ", "x".repeat(100)]) {
      const answer = await it.post("/verify", { code, password: given }, from("192.0.2.1"));
      expect([given, errorOf(answer)]).toEqual([given, [422, "unprocessable_content"]]);
      expect(it.app.events.at(-1)).toMatchObject({ type: "rejected", code: "wrong_password", subject: it.alice.id });
    }
    const refused = await it.post("/verify", { code, password }, from("192.0.2.1"));
    expect([refused.status, fieldsOf(refused, "retry-after")]).toEqual([429, [expect.stringMatching(/^\d+$/)]]);
    expect(it.users.byId(it.alice.id)?.isVerified).toBe(false);
    expect((await it.post("/verify", { code, password }, from("192.0.2.2"))).status).toBe(204);
    expect(JSON.stringify(it.app.events), "S-314").not.toMatch(/[Oo]ld password|#code/);
  });

  test("an account without a password is confirmed by none", async () => {
    await using it = await recoveringOn(framework);
    const code = await linked(it);
    const replaces = it.users.passwordHash(it.alice.id) ?? null;
    it.users.setPassword({ id: it.alice.id, passwordHash: null, replaces, raisesEpoch: false });
    for (const given of ["null", "undefined", password]) expect((await it.post("/verify", { code, password: given })).status).toBe(422);
  });

  test("S-239 where the address cannot be noted, the answer is 503, and the link still good", async () => {
    let isDown = true;
    const verified = () => (isDown ? Promise.reject(new Error("connection lost")) : Promise.resolve());
    await using it = await recoveringOn(framework, { verified });
    const code = await linked(it);
    for (let count = 0; count < 7; count += 1) expect((await it.post("/verify", { code, password })).status).toBe(503);
    isDown = false;
    expect((await it.post("/verify", { code, password })).status, "and none of them was a failed guess").toBe(204);
    expect(errorOf(await it.post("/verify", { code, password }))).toEqual(badCode);
  });

  test("S-239 where users cannot be had, the answer is 503, and nothing is counted or used up", async () => {
    const users = memoryUsers<{ isVerified: boolean }>();
    await using it = await recoveringOn(framework, { users });
    const code = await linked(it);
    for (const method of ["byId", "passwordHash"] as const) {
      const own = users[method].bind(users);
      Object.assign(users, { [method]: () => Promise.reject(new Error("connection lost")) });
      for (let count = 0; count < 6; count += 1)
        expect([method, (await it.post("/verify", { code, password })).status]).toEqual([method, 503]);
      Object.assign(users, { [method]: own });
    }
    expect((await it.post("/verify", { code, password })).status).toBe(204);
  });

  test("where a process dies between the note and the end of the code, the link can be used once more, by who has the password", async () => {
    const codes = memoryCodes();
    let isDown = true;
    const take: typeof codes.take = (id, digest) => {
      if (isDown) throw new Error("killed");
      return codes.take(id, digest);
    };
    const codeStore = {
      put: codes.put.bind(codes),
      find: codes.find.bind(codes),
      drop: codes.drop.bind(codes),
      purge: codes.purge.bind(codes),
      take,
    };
    await using it = await recoveringOn(framework, { codeStore });
    const code = await linked(it);
    expect((await it.post("/verify", { code, password })).status).toBe(503);
    expect(it.users.byId(it.alice.id)?.isVerified).toBe(true);
    isDown = false;
    expect((await it.post("/verify", { code, password: "wrong" })).status).toBe(422);
    expect((await it.post("/verify", { code, password })).status).toBe(204);
    expect(errorOf(await it.post("/verify", { code, password }))).toEqual(badCode);
  });

  test("ASVS 6.5.1 of two that note it at the same moment, each having found the code good, one is told so", async () => {
    const both = Promise.withResolvers<void>();
    let waiting = 0;
    const verified = () => {
      waiting += 1;
      if (waiting === 2) both.resolve();
      return both.promise;
    };
    await using it = await recoveringOn(framework, { verified });
    const code = await linked(it);
    const answers = await Promise.all(["192.0.2.1", "192.0.2.2"].map((one) => it.post("/verify", { code, password }, from(one))));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 400]);
    expect(answers.filter(({ status }) => status === 400).map(errorOf)).toEqual([badCode]);
    expect([waiting, it.users.byId(it.alice.id)?.isVerified]).toEqual([2, true]);
  });

  test("where nobody signs in by password, and it is said so, the code alone confirms", async () => {
    await using it = await recoveringOn(framework);
    const code = await linked(it);
    expect((await it.post("/verify-by-code", { code, password })).status, "it is not asked for").toBe(400);
    expect((await it.post("/verify", { code })).status, "it is").toBe(400);
    const answers = await Promise.all(Array.from({ length: 20 }, () => it.post("/verify-by-code", { code })));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(it.users.byId(it.alice.id)?.isVerified).toBe(true);
  });
});

test("without anything to ask for the password it does not start", () => {
  const link = { codes: undefined, addressOf: () => "", verified: () => undefined };
  for (const parts of [{}, { users: memoryUsers() }, { passwords: quickPasswords() }, { guesses: throttle() }])
    expect(() => confirmVerificationEndpoint({ ...link, ...parts } as never)).toThrow(ConfigurationError);
});

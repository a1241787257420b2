import { fieldsOf } from "@ampoule/testing";
import { describe, expect, test } from "vitest";
import { memoryUsers } from "../../src/index.js";
import { frameworks } from "./frames.js";
import { badCode, email, errorOf, page, recoveringOn, tokensOf } from "./recovering-app.js";

const password = "old password";

describe.each(frameworks)("e-mail verification on %s", (framework) => {
  test("S4-59 the link goes to the address, its code confirms it once, and verified users pass", async () => {
    await using it = await recoveringOn(framework);
    const token = `Authorization: Bearer ${(await tokensOf(it, "old password"))["access_token"]}`;
    expect((await it.app.ask("GET /verified", [token])).status).toBe(403);
    const asked = await it.post("/verify/request", { email: " ALICE@example.com" });
    expect([asked.status, asked.body, fieldsOf(asked, "referrer-policy")]).toEqual([202, "{}", ["no-referrer"]]);
    const code = await it.code();
    expect(it.mailer.sent).toMatchObject([{ to: "Alice@example.com", subject: "Confirm your e-mail address" }]);
    expect(it.mailer.sent[0]?.text).toContain(`\n${page.verify}#code=${code}\n`);
    const answers = await Promise.all(Array.from({ length: 100 }, () => it.post("/verify", { code, password })));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 204)) expect(errorOf(answer)).toEqual(badCode);
    const [good] = answers.filter(({ status }) => status === 204);
    expect(good && [fieldsOf(good, "referrer-policy"), fieldsOf(good, "cache-control").at(-1)]).toEqual([
      ["no-referrer"],
      expect.stringMatching(/no-store$/),
    ]);
    expect((await it.app.ask("GET /verified", [token])).status).toBe(200);
    await it.post("/verify/request", { email });
    await it.idle();
    expect([it.mailer.sent.length, it.mailEvents.at(-1)?.type], "nothing is left to confirm").toEqual([1, "unsent"]);
  });

  test("ASVS 14.2.1 a mail scanner that opens links, and a code in the address, do nothing", async () => {
    await using it = await recoveringOn(framework);
    await it.post("/verify/request", { email });
    const code = await it.code();
    for (const line of [`GET /verify?code=${code}`, `HEAD /verify?code=${code}`, `GET /verify/${code}`])
      expect((await it.app.ask(line)).status).toBeGreaterThanOrEqual(400);
    expect((await it.app.ask(`POST /verify?code=${code}`, ["Content-Type: application/json"], "{}")).status).toBe(400);
    expect((await it.app.ask("POST /verify", ["Content-Type: text/plain"], JSON.stringify({ code, password }))).status, "S-234").toBe(415);
    expect((await it.post("/verify", { code, password })).status).toBe(204);
    expect(JSON.stringify([it.app.events, it.mailEvents]), "S-314").not.toContain(code);
  });

  test("a code for an address that is no longer the user's confirms nothing", async () => {
    const users = memoryUsers<{ isVerified: boolean }>();
    await using it = await recoveringOn(framework, { users });
    await it.post("/verify/request", { email });
    const code = await it.code();
    const byId = users.byId.bind(users);
    users.byId = (id) => {
      const user = byId(id);
      return user && { ...user, login: "other@example.com" };
    };
    expect(errorOf(await it.post("/verify", { code, password }))).toEqual(badCode);
    expect(it.app.events.at(-1)).toMatchObject({ code: "address_changed", subject: it.alice.id });
    expect(byId(it.alice.id)?.isVerified).toBe(false);
  });
});

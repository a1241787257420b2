import "reflect-metadata";
import { memoryMailer } from "@ampoule/accounts";
import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { auth, checked, mailerOf, recoveryOver, users, verified, verifyPage } from "../../src/guide/recovery/recovery.js";
import { onExpress } from "./express.js";
import { fieldsOf } from "./listening.js";

vi.setConfig({ testTimeout: 60_000 });

test("an address is confirmed, a password forgotten and found again", async () => {
  const [mailer, lines] = [memoryMailer(), [] as string[]];
  const recovery = recoveryOver(mailer, (line) => void lines.push(line));
  const passwordHash = await checked.hash("curiouser and curiouser");
  const alice = users.add({ login: "alice@example.com", writtenLogin: "alice@example.com", passwordHash, profile: { isVerified: false } });
  if (alice === "taken") expect.fail("nobody else is there");
  const pair = await auth.signIn(alice.id);
  if (!("accessToken" in pair)) expect.fail(pair.code);
  await using app = await onExpress((app, secure) => {
    app.all("/verify-email", secure(recovery.confirmVerification));
    app.all("/verify-email/request", secure(recovery.requestVerification));
    app.all("/forgot-password", secure(recovery.requestReset));
    app.all("/reset-password", secure(recovery.confirmReset));
    app.all("/verify", secure(verifyPage));
    app.get(
      "/orders",
      secure({ me: verified }, ({ me }) => me.login),
    );
  });
  const post = (path: string, body: object) => app.post(path, "application/json", JSON.stringify(body));
  const code = async () => (await recovery.mail.idle(), /#code=([\w-]+)$/m.exec(mailer.sent.at(-1)?.text ?? "")?.[1]);
  const token = `Authorization: Bearer ${pair.accessToken}`;

  expect((await app.ask("GET /orders", token)).status).toBe(403);
  recovery.sendVerification(alice);
  const first = await code();
  expect((await app.ask(`GET /verify?code=${first}`)).status).toBe(200);
  expect((await post("/verify-email/request", { email: "nobody@example.com" })).status).toBe(202);
  const strange = await post("/verify-email", { code: first, password: "a stranger's guess" });
  expect([strange.status, strange.body]).toMatchObject([422, { detail: expect.stringContaining("If you did not choose it") }]);
  expect((await post("/verify-email", { code: first, password: "curiouser and curiouser" })).status).toBe(204);
  expect((await app.ask("GET /orders", token)).status).toBe(200);

  expect((await post("/forgot-password", { email: "alice@example.com" })).status).toBe(202);
  const second = await code();
  const own = await post("/reset-password", { code: second, password: "alice@example.com" });
  expect([own.status, own.body]).toMatchObject([422, { code: "password_blocked" }]);
  expect((await post("/reset-password", { code: second, password: "off with his head" })).status).toBe(204);
  expect((await post("/reset-password", { code: second, password: "off with her head" })).status).toBe(400);
  expect((await app.ask("GET /orders", token)).status).toBe(401);
  await recovery.mail.idle();
  expect(lines).toEqual([
    "mail verify_email sent ",
    "mail verify_email unsent ",
    "mail reset_password sent ",
    "mail password_was_reset sent ",
  ]);
});

test("the page runs its own script and nothing else, and tells nobody where it was", async () => {
  await using app = await onExpress((app, secure) => void app.all("/verify", secure(verifyPage)));
  const { body, response } = await app.ask("GET /verify");
  const script = /<script>([^]*)<\/script>/.exec(String(body))?.[1] ?? "";
  const digest = createHash("sha256").update(script).digest("base64");
  expect(fieldsOf(response, "content-security-policy")[0]).toContain(`script-src 'sha256-${digest}'`);
  expect(fieldsOf(response, "referrer-policy")).toEqual(["no-referrer"]);
  expect((await app.post("/verify", "application/json", "{}")).status).toBe(405);
});

test("mail is printed where there is no server, but not in production", () => {
  expect(() => mailerOf({ SMTP_URL: "smtps://user:password@mail.example.com" })).not.toThrow();
  expect(() => mailerOf({})).not.toThrow();
});

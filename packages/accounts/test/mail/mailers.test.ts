import { ConfigurationError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { allowConsoleMail, allowPlainSmtp, consoleMailer, memoryMailer, smtpMailer, type Mail, type Mailer } from "../../src/index.js";
import { nodemailerLibrary } from "../../src/mail/nodemailer-library.js";
import { smtpServer } from "./smtp-server.js";

const mail: Mail = { to: "alice@example.com", subject: "Grüße 🔑", text: "https://app.example/reset#code=abc\n.\nend" };
const from = "Example <no-reply@example.com>";
const smtp = (port: number) => smtpMailer({ url: `smtp://127.0.0.1:${port}`, from });

describe("smtpMailer", () => {
  test("hands one mail to a real server: one address, marked as a machine's, the text unharmed", async () => {
    await using server = await smtpServer();
    await smtp(server.port).send({ ...mail, html: "<p>hi</p>" });
    const [taken] = server.taken;
    expect([taken?.from, taken?.to]).toEqual(["no-reply@example.com", ["alice@example.com"]]);
    const raw = taken?.raw ?? "";
    expect(raw).toMatch(/^From: Example <no-reply@example\.com>\r$/m);
    expect(raw).toMatch(/^To: alice@example\.com\r$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toContain("https://app.example/reset#code=3Dabc".replace("=3D", raw.includes("=3D") ? "=3D" : "="));
    expect(raw).toContain("<p>hi</p>");
  });

  test("sends nothing in clear to a server elsewhere, and not before it has offered TLS", async () => {
    await using server = await smtpServer();
    // A name of this machine that does not look like one.
    const url = `smtp://[::ffff:127.0.0.1]:${server.port}`;
    await expect(async () => smtpMailer({ url, from }).send(mail)).rejects.toThrow(/STARTTLS|TLS/);
    expect(server.taken).toEqual([]);
    await smtpMailer({ url, from, [allowPlainSmtp]: true }).send(mail);
    expect(server.taken).toHaveLength(1);
  });

  test("does not take a certificate that nobody knows", async () => {
    await using server = await smtpServer({ disabledCommands: [] });
    await expect(async () => smtpMailer({ url: `smtp://[::ffff:127.0.0.1]:${server.port}`, from }).send(mail)).rejects.toThrow(
      /certificate/,
    );
    expect(server.taken).toEqual([]);
  });

  test("signs in with what the URL says, decoded", async () => {
    const seen: unknown[] = [];
    await using server = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _, done) {
        seen.push(username, password);
        done(null, { user: username });
      },
    });
    await smtpMailer({ url: `smtp://us%40er:p%3Aw@127.0.0.1:${server.port}`, from }).send(mail);
    expect(seen).toEqual(["us@er", "p:w"]);
  });

  test("takes a transport of one's own", async () => {
    const given: unknown[] = [];
    await smtpMailer({ from, transport: { sendMail: async (one) => given.push(one) } }).send(mail);
    expect(given).toMatchObject([{ from, to: { name: "", address: mail.to }, disableFileAccess: true, disableUrlAccess: true }]);
  });

  test.each(["", "localhost:25", "http://mail.example", "smtp:", "file:///etc/passwd", "smtp://user:%zz@localhost"])(
    "does not start with the URL %j, and does not repeat it",
    (url) => {
      expect(() => smtpMailer({ url, from })).toThrow(ConfigurationError);
      expect(() => smtpMailer({ url: `ftp://user:geheim@${url}`, from })).toThrow(/^(?!.*geheim)/);
    },
  );

  test.each(["", "nobody", "a@b\r\nBcc: c@d", "A\n <a@b>"])("does not start from %j", (wrong) => {
    expect(() => smtpMailer({ url: "smtp://localhost", from: wrong })).toThrow(ConfigurationError);
  });

  test("names the package that is missing", () => {
    const load = () => {
      throw new Error("Cannot find module");
    };
    expect(() => nodemailerLibrary(load)).toThrow("npm install nodemailer");
  });
});

const mailers: readonly (readonly [string, (port: number) => Mailer])[] = [
  ["smtpMailer", smtp],
  ["memoryMailer", memoryMailer],
  ["consoleMailer", () => consoleMailer({ print: () => undefined, environment: {} })],
];

describe.each(mailers)("%s, and what could become another mail on the way", (_, make) => {
  test.each([
    "alice@example.com\r\nBcc: eve@example.com",
    "alice@example.com\nBcc: eve@example.com",
    "alice@example.com, eve@example.com",
    "alice@example.com;eve@example.com",
    "alice@example.com eve@example.com",
    "Alice <eve@example.com>",
    '"alice@example.com x"@evil.example',
    "alice(eve)@example.com",
    "alice@example.com>\r\nRCPT TO:<eve@example.com",
    "alice@[127.0.0.1]",
    "alice@exam\u2028ple.com",
    "alice@exam\u0000ple.com",
    "a@b@c",
    "@example.com",
    "alice",
    "",
    `${"a".repeat(65)}@example.com`,
  ])("CWE-93 the address %j is refused", async (to) => {
    await using server = await smtpServer();
    await expect(async () => make(server.port).send({ ...mail, to })).rejects.toThrow(TypeError);
    expect(server.taken).toEqual([]);
  });

  test.each(["Hi\r\nBcc: eve@example.com", "Hi\nX: y", "Hi\rthere", "Hi\u0000", "Hi\u0085there", "Hi\u2028there", "", "a".repeat(201)])(
    "CWE-93 the subject %j is refused",
    async (subject) => {
      await using server = await smtpServer();
      await expect(async () => make(server.port).send({ ...mail, subject })).rejects.toThrow(TypeError);
      expect(server.taken).toEqual([]);
    },
  );

  test("other scripts are not", async () => {
    await using server = await smtpServer();
    await make(server.port).send({ ...mail, to: "用户@example.com", subject: "パスワード" });
  });
});

describe("consoleMailer", () => {
  test("prints for development, without what moves a cursor", () => {
    const printed: string[] = [];
    void consoleMailer({ print: (text) => void printed.push(text), environment: {} }).send({
      ...mail,
      text: "line\u001b[2J\r\nnext\u009b",
    });
    expect(printed).toEqual([`To: alice@example.com\nSubject: ${mail.subject}\n\nline[2J\nnext`]);
  });

  test("does not start in production, unless it is told to", () => {
    const environment = { NODE_ENV: "production" };
    expect(() => consoleMailer({ environment })).toThrow(ConfigurationError);
    expect(() => consoleMailer({ environment, [allowConsoleMail]: true })).not.toThrow();
  });
});

test("memoryMailer keeps the last hundred", () => {
  const mailer = memoryMailer();
  for (let count = 0; count < 150; count += 1) void mailer.send({ ...mail, subject: `${count}` });
  expect([mailer.sent.length, mailer.sent.at(-1)?.subject]).toEqual([100, "149"]);
});

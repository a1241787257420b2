import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readSettings, type AppSettings, type Environment, type OpenedStore } from "../../src/index.js";
import { skewFinding } from "../../src/doctor/checks/clock.js";
import { checkKeys } from "../../src/doctor/checks/keys.js";
import { checkLifetimes } from "../../src/doctor/checks/lifetimes.js";
import { checkStore } from "../../src/doctor/checks/store.js";
import { checkNames, checkProxies, checkRules, checkTransport } from "../../src/doctor/checks/surroundings.js";
import { examineAll } from "../../src/doctor/doctor.js";
import type { Finding } from "../../src/doctor/finding.js";
import { inTime } from "../../src/doctor/in-time.js";
import { masking } from "../../src/doctor/masking.js";
import { rate } from "../../src/doctor/rating.js";
import { asJson, asText, isHealthy } from "../../src/doctor/report.js";
import { Folder, names, settingsWith, sound, strong } from "../settings/environments.js";

const said = (findings: readonly Finding[]) => findings.map(({ level, message }) => `${level}: ${message}`);
const development = (more: Environment = {}) => readSettings({ ...names, NODE_ENV: "development", ...more });
const verifying = () => {
  const JWT_PUBLIC_KEY = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
  return readSettings({ ...names, JWT_ALGORITHM: "EdDSA", JWT_PUBLIC_KEY });
};

describe("checks", () => {
  test("keys: what signs, and how good a secret is at most", () => {
    expect(said(checkKeys(settingsWith({})))).toEqual([
      "ok: Tokens are signed with HS256.",
      expect.stringMatching(/^ok: The secret has 43 bytes, at most 258 bits/),
    ]);
    expect(said(checkKeys(settingsWith({ SECRET_KEY: "7f3a9c0e5b1d8f246ace13579bdf0284" }))).at(-1)).toMatch(
      /^warn: The secret has 32 bytes, at most 128 bits/,
    );
    expect(said(checkKeys(development()))).toEqual([expect.stringMatching(/^warn: There is no key/)]);
    expect(said(checkKeys(verifying()))).toEqual(["ok: Tokens are only verified, with a public key."]);
  });

  test("a secret is rated by the narrowest alphabet that it could be written in", () => {
    const cases: readonly (readonly [string, number])[] = [
      ["1".repeat(32), 106],
      ["abcdef12".repeat(4), 128],
      ["ABCDEF12".repeat(4), 128],
      ["qwertyui".repeat(4), 150],
      ["MFRGGZD2".repeat(4), 160],
      [`${"aB3_".repeat(8)}==`, 192],
      ["a b!".repeat(8), 210],
      ["ä€".repeat(7), 112],
    ];
    for (const [secret, bits] of cases) expect([secret, rate(secret).bits]).toEqual([secret, bits]);
    for (let round = 0; round < 200; round += 1) expect(rate(strong()).bits).toBe(258);
  });

  test("lifetimes are shown; no grace is a warning; who only verifies has none", () => {
    expect(said(checkLifetimes(settingsWith({})))).toEqual(["ok: Access tokens 15 min, unused sign-ins 14 d, sign-ins 90 d at most."]);
    expect(said(checkLifetimes(settingsWith({ AMPOULE_REFRESH_GRACE_SECONDS: "0" }))).at(-1)).toMatch(/^warn: No grace/);
    expect(checkLifetimes(verifying())).toEqual([]);
  });

  test("rules: a NODE_ENV that frameworks understand otherwise is a warning", () => {
    const levels = ["production", "development", "test", "staging", ""].map((told) => checkRules({ NODE_ENV: told })[0]?.level);
    expect([...levels, checkRules({})[0]?.level]).toEqual(["ok", "ok", "ok", "warn", "warn", "warn"]);
  });

  test("names: what looks like one of ours and is not read", () => {
    expect(
      said(
        checkNames({
          SECRETKEY: "x",
          ALGORITHMS: "x",
          PATH: "x",
          HOME: "x",
          JWT_ISUER: "x",
          SECRET_KEY: "x",
          REFRESH_TOKEN_EXPIRES_DAYS: "x",
        }),
      ),
    ).toEqual([
      "warn: SECRETKEY is not read. Did you mean SECRET_KEY?",
      "warn: ALGORITHMS is not read. Did you mean ALGORITHM?",
      "warn: REFRESH_TOKEN_EXPIRES_DAYS is not read. Did you mean REFRESH_TOKEN_EXPIRE_DAYS?",
    ]);
  });

  test("transport: http in production fails, but for this machine's own addresses", () => {
    const look = (more: Environment) => said(checkTransport(settingsWith(more)));
    expect(look({})).toEqual(["ok: No address says http."]);
    expect(look({ JWT_ISSUER: "http://login.example" })).toEqual([expect.stringMatching(/^fail: http:\/\/login\.example is not https/)]);
    expect(look({ AMPOULE_CORS_ORIGINS: "https://a.example,http://b.example" })).toEqual([
      expect.stringMatching(/^fail: http:\/\/b\.example/),
    ]);
    for (const local of ["http://localhost:5173", "http://app.localhost", "http://127.0.0.1:3000", "http://[::1]:3000"]) {
      expect(look({ AMPOULE_CORS_ORIGINS: local })).toEqual([expect.stringMatching(/^warn: /)]);
    }
    for (const remote of ["http://localhost.example", "http://127.example"])
      expect(look({ AMPOULE_CORS_ORIGINS: remote })[0]).toMatch(/^fail: /);
    expect(checkTransport(development({ JWT_ISSUER: "http://login.example" }))).toEqual([]);
  });

  test("proxies: none in production, and too many, are warnings", () => {
    const look = (settings: AppSettings) => said(checkProxies(settings));
    expect(look(settingsWith({}))).toEqual([expect.stringMatching(/^warn: No proxy is trusted/)]);
    expect(look(settingsWith({ AMPOULE_TRUSTED_PROXIES: "10.0.0.0/8,::1" }))).toEqual([
      expect.stringMatching(/^ok: Trusted: 10\.0\.0\.0\/8, ::1/),
    ]);
    expect(look(settingsWith({ AMPOULE_TRUSTED_PROXIES: "0.0.0.0/1" }))).toEqual([expect.stringMatching(/^warn: 0\.0\.0\.0\/1: so many/)]);
    expect(look(development())).toEqual([]);
  });

  test("clocks: what the question took is no difference, and what the date leaves out neither", () => {
    const level = (told: number, precision = 1) => skewFinding("the store's", { told, asked: 10_000, answered: 12_000, precision }).level;
    expect([level(10_000), level(12_000), level(9_001, 1_000), level(13_000), level(9_000)]).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    expect([level(14_000), level(17_000), level(17_001), level(8_000), level(4_000)]).toEqual(["warn", "warn", "fail", "warn", "fail"]);
  });

  test("store: asked, closed, its clock compared, and its fault told without credentials", async () => {
    const asked: string[] = [];
    const store = {
      find: () => void asked.push("find"),
      now: () => Date.now() + 60_000,
      [Symbol.asyncDispose]: async () => void asked.push("closed"),
    };
    const settings = settingsWith({ AMPOULE_STORE_URL: "redis://app:canary-4711@cache.example:6379/1" });
    const findings = await checkStore(settings, () => Promise.resolve(store as Partial<OpenedStore> as OpenedStore));
    expect(said(findings)).toEqual([
      "ok: redis://[secret]@cache.example:6379/1 answers.",
      expect.stringMatching(/^fail: This clock and the store's differ by 60 s/),
    ]);
    expect(asked).toEqual(["find", "closed"]);
    const broken = new Error("The database of tokens did not answer.", { cause: new Error("disk full") });
    expect(said(await checkStore(settings, () => Promise.reject(broken)))).toEqual([
      "fail: redis://[secret]@cache.example:6379/1 cannot be used. The database of tokens did not answer. disk full",
    ]);
    expect(said(await checkStore(settingsWith({}), () => settings.openStore()))).toEqual([
      expect.stringMatching(/^warn: AMPOULE_STORE_URL is not set/),
    ]);
    expect(await checkStore(verifying(), () => settings.openStore())).toEqual([]);
    expect(await checkStore(development({ AMPOULE_STORE_URL: "memory:" }), () => settings.openStore())).toEqual([]);
  });

  test("what hangs is given up", async () => {
    await expect(inTime(5, () => new Promise(() => undefined))).rejects.toThrow("longer than 0.005 s");
    expect(await inTime(1_000, () => Promise.resolve(1))).toBe(1);
  });
});

describe("the report", () => {
  test("is text and JSON, both masked", async () => {
    const secret = strong();
    const environment = sound({ SECRET_KEY: secret, JWT_ISSUER: "notes", AMPOULE_STORE_URL: "memory:" });
    const report = await examineAll(environment, { app: "nowhere.js" });
    const mask = masking(environment);
    const leaking = {
      ...report,
      findings: [...report.findings, { level: "fail", about: "routes", message: `no ${secret} here` } as const],
    };
    for (const text of [asText(leaking, mask), asJson(leaking, mask)]) {
      expect(text).toContain("no [secret] here");
      expect(text).not.toContain(secret);
    }
    expect([isHealthy(report), JSON.parse(asJson(report, mask))]).toEqual([false, expect.objectContaining({ healthy: false })]);
    expect(asText({ settings: [], routes: [], findings: [] }, mask)).toBe("0 failures, 0 warnings.");
  });

  test("has the routes of an application, and names those that nobody decided about", async () => {
    using folder = new Folder();
    const look = async (name: string, routes: string) => {
      const app = folder.file(name, `export const security = { app: {}, secure: Object.assign(() => 0, { report: () => ${routes} }) };`);
      return examineAll(sound({ JWT_ISSUER: "notes" }), { app });
    };
    const open = { method: "GET", path: "/health", access: "open", requires: "" };
    const forgotten = { ...open, path: "/forgotten", access: "unmarked" };
    expect(await look("good.mjs", JSON.stringify([open]))).toMatchObject({
      routes: [open],
      findings: expect.arrayContaining([{ level: "ok", about: "routes", message: expect.any(String) as string }]) as Finding[],
    });
    expect((await look("bad.mjs", JSON.stringify([open, forgotten]))).findings.at(-1)?.message).toBe(
      "GET /forgotten is neither secured nor marked open.",
    );
    expect((await look("empty.mjs", "[]")).findings.at(-1)?.message).toContain("no routes");
    for (const [index, text] of [
      "",
      "export const security = 1;",
      "export const security = { secure: 1, app: 1 };",
      "throw 1;",
    ].entries()) {
      const { findings, routes } = await examineAll(sound({ JWT_ISSUER: "notes" }), { app: folder.file(`none-${index}.mjs`, text) });
      expect([routes, findings.at(-1)?.level]).toEqual([[], "fail"]);
    }
  });

  test("is cleared of secrets that were refused: quoted, with white space, in two forms, in a file", () => {
    using folder = new Folder();
    const [one, two, three, four] = [strong(), strong(), strong(), strong()];
    const mask = masking({
      SECRET_KEY: `${one}\r`,
      SECRET_KEY_FILE: folder.file("secret", `"${two}"\n`),
      JWT_PRIVATE_KEY: `"${three}"`,
      AMPOULE_STORE_URL: ` redis://app:${four}@h `,
    });
    expect(mask(`${one} ${two} ${three} ${four} redis://u:p@s/s@h/0`)).toBe("[secret] [secret] [secret] [secret] redis://[secret]@h/0");
  });

  test("is cleared of credentials in addresses, private keys, and what others keep secret", () => {
    const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const mask = masking({
      DATABASE_PASSWORD: "hunter2-hunter2",
      STRIPE_API_KEY: "sk_live_0123456789",
      SHORT_TOKEN: "abc",
      AMPOULE_STORE_URL: "rediss://u:p%40ssw0rd%E4x@h",
      SECRET_KEY: "x",
    });
    const text = mask(`hunter2-hunter2 sk_live_0123456789 postgres://u:p@h/d abc rediss://u:p%40ssw0rd%E4x@h ${key} p%40ssw0rd%E4x`);
    expect(text).toBe("[secret] [secret] postgres://[secret]@h/d abc rediss://[secret]@h [secret]\n [secret]");
  });
});

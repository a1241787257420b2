import { format, inspect } from "node:util";
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readSettings, subKey, type SecretText } from "../../src/index.js";
import { names, problemsOf, settingsWith, sound, strong } from "./environments.js";

describe("secrets", () => {
  const published = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7";
  const short = randomBytes(12).toString("hex");
  const placeholder = "change-me-change-me-change-me-change-me";

  test("A1 production has no default: unset, empty, placeholder, short and published secrets do not start", () => {
    for (const rules of [{}, { NODE_ENV: "production" }, { NODE_ENV: "staging" }]) {
      const refused = (more: object) => problemsOf({ ...names, ...rules, ...more });
      expect([refused({}), refused({ SECRET_KEY: "" })].flat()).toEqual(
        Array(2).fill(expect.stringContaining("`npx @ampoule/accounts secret` makes one")),
      );
      expect(refused({ SECRET_KEY: placeholder })).toEqual(["SECRET_KEY: it is a placeholder: make a secret of random bytes."]);
      expect(refused({ SECRET_KEY: short })).toEqual(["SECRET_KEY: it is 24 bytes long: HS256 needs 32 random ones."]);
      expect(refused({ SECRET_KEY: published })).toEqual(["SECRET_KEY: it is a published secret: make one of random bytes."]);
    }
  });

  test("A2 what samples print does not start in development either; the message says which variable, and not what it holds", () => {
    for (const secret of [published, placeholder, short, `${short}-your-secret-key`]) {
      const [problem = ""] = problemsOf({ ...names, NODE_ENV: "development", JWT_SECRET: secret });
      expect(problem).toMatch(/^JWT_SECRET: it is/);
      expect(problem).not.toContain(secret);
    }
  });

  test("A5 a secret is as long as its hash", () => {
    const secret = randomBytes(47)
      .toString("latin1")
      .replaceAll(/[^!-~]/g, "x");
    expect(problemsOf(sound({ SECRET_KEY: secret.slice(0, 31) }))).toEqual([
      "SECRET_KEY: it is 31 bytes long: HS256 needs 32 random ones.",
    ]);
    expect(problemsOf(sound({ JWT_ALGORITHM: "HS384" }))).toEqual(["SECRET_KEY: it is 43 bytes long: HS384 needs 48 random ones."]);
    expect(problemsOf(sound({ JWT_ALGORITHM: "HS512", SECRET_KEY: strong() }))).toEqual([
      "SECRET_KEY: it is 43 bytes long: HS512 needs 64 random ones.",
    ]);
  });

  test("A3 without a secret, development and tests have one key for a process; A1 a missing or unknown NODE_ENV is production", () => {
    const [one, two] = [readSettings({ ...names, NODE_ENV: "development" }), readSettings({ ...names, NODE_ENV: "test" })];
    expect([one.key, one.rules, two.rules]).toEqual(["development", "development", "test"]);
    expect(one.keys().current).toBe(two.keys().current);
    expect(one.keys()).toBe(one.keys());
    expect(one.subKey("csrf")).toEqual(two.subKey("csrf"));
    for (const rules of [undefined, "", "prod", "Development"]) expect(problemsOf({ ...names, NODE_ENV: rules })).toHaveLength(1);
    expect(problemsOf({ ...names, NODE_ENV: "development", JWT_ALGORITHM: "HS256" })).toEqual([
      expect.stringContaining("SECRET_KEY is not set"),
    ]);
  });

  test("A4 settings are read once and frozen: what changes afterwards changes nothing", () => {
    const environment = { ...sound({ NODE_ENV: "development" }) };
    const settings = readSettings(environment);
    const [kid, secret] = [settings.keys().current, settings.secret?.reveal()];
    environment["SECRET_KEY"] = strong();
    expect([settings.keys().current, settings.secret?.reveal()]).toEqual([kid, secret]);
    for (const part of [
      settings,
      settings.lifetimes,
      settings.audience,
      settings.allowedAudiences,
      settings.bcrypt,
      settings.corsOrigins,
      settings.trustedProxies,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(() => Object.assign(settings, { issuer: "https://other.example" })).toThrow(TypeError);
  });

  test("A6 each purpose has a sub-key of its own, the same on each start, and never the secret", () => {
    const secret = strong();
    const [one, two] = [settingsWith({ SECRET_KEY: secret }), settingsWith({ SECRET_KEY: secret })];
    expect(one.subKey("csrf")).toEqual(two.subKey("csrf"));
    expect(one.subKey("csrf")).toEqual(subKey(secret, "csrf"));
    expect(new Set([one.subKey("csrf"), one.subKey("mail"), new TextEncoder().encode(secret)].map(String)).size).toBe(3);
  });

  test("S-320 no way of writing settings down writes a secret down", () => {
    const [secret, password] = [strong(), strong()];
    const settings = settingsWith({ SECRET_KEY: secret, AMPOULE_STORE_URL: `redis://app:${password}@127.0.0.1:6379` });
    const all = [settings, settings.secret, settings.storeUrl, { settings }, [settings.secret], new Map([["secret", settings.secret]])];
    const written = all.flatMap((one) => [
      inspect(one, { depth: 9, showHidden: true, getters: true }),
      inspect(one, { customInspect: false, showHidden: true }),
      JSON.stringify(one),
      JSON.stringify({ ...(one as object) }),
      JSON.stringify(structuredClone(Object.entries(one as object).map(String))),
      format("%s %o %O %j", one, one, one, one),
    ]);
    for (const text of written) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(password);
    }
    // oxlint-disable-next-line restrict-template-expressions -- what somebody does who forgets that it is a secret
    const careless = `${settings.secret as SecretText}`;
    expect([careless, JSON.stringify({ secret: settings.secret }), inspect(settings.secret)]).toEqual([
      "[secret]",
      '{"secret":"[secret]"}',
      "[secret]",
    ]);
    expect(settings.secret?.reveal()).toBe(secret);
  });
});

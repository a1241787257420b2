import { describe, expect, test } from "vitest";
import { readSettings } from "../../src/index.js";
import { formerNames } from "../../src/settings/former-names.js";
import { variables } from "../../src/settings/variables.js";
import { Folder, names, problemsOf, settingsWith, sound, strong } from "./environments.js";

describe("names", () => {
  test("A9 each name that the seeds use is read, and means the same", () => {
    const secret = strong();
    for (const name of ["SECRET_KEY", "JWT_SECRET", "JWT_SECRET_KEY"]) {
      expect(readSettings({ ...names, [name]: secret }).secret?.reveal()).toBe(secret);
    }
    for (const name of ["JWT_ALGORITHM", "ALGORITHM"]) {
      expect(settingsWith({ [name]: "HS256" }).keys().algorithms).toEqual(["HS256"]);
      expect(readSettings({ ...names, SECRET_KEY: strong() + strong(), [name]: "HS512" }).keys().algorithms).toEqual(["HS512"]);
    }
    for (const prefix of ["", "JWT_"]) {
      const { lifetimes } = settingsWith({ [`${prefix}ACCESS_TOKEN_EXPIRE_MINUTES`]: "30", [`${prefix}REFRESH_TOKEN_EXPIRE_DAYS`]: "7" });
      expect(lifetimes).toMatchObject({ access: 1_800, idle: 604_800 });
    }
    expect(settingsWith({ JWT_ALLOWED_AUDIENCES: "https://api.example,other" })).toMatchObject({
      issuer: "https://login.example",
      audience: ["https://api.example"],
      allowedAudiences: ["https://api.example", "other"],
    });
  });

  test("A9 two names of one setting may say the same; where they differ, both are named", () => {
    expect(settingsWith({ ALGORITHM: "HS256", JWT_ALGORITHM: "HS256" }).keys().algorithms).toEqual(["HS256"]);
    const [one, other] = [strong(), strong()];
    const problems = problemsOf({
      ...names,
      SECRET_KEY: one,
      JWT_SECRET: other,
      ACCESS_TOKEN_EXPIRE_MINUTES: "5",
      JWT_ACCESS_TOKEN_EXPIRE_MINUTES: "30",
    });
    expect(problems).toEqual([
      "SECRET_KEY and JWT_SECRET differ: keep SECRET_KEY.",
      "JWT_ACCESS_TOKEN_EXPIRE_MINUTES and ACCESS_TOKEN_EXPIRE_MINUTES differ: keep JWT_ACCESS_TOKEN_EXPIRE_MINUTES.",
    ]);
    expect(problems.join()).not.toContain(one);
  });

  test.each([
    ["JWT_ISUER", "did you mean JWT_ISSUER?"],
    ["JWT_SECRETKEY", "did you mean JWT_SECRET_KEY?"],
    ["jwt_issuer", "did you mean JWT_ISSUER?"],
    ["AMPOULE_STORE_URI", "did you mean AMPOULE_STORE_URL?"],
    ["JWT_ACCES_TOKEN_EXPIRES_MINUTE", "did you mean JWT_ACCESS_TOKEN_EXPIRE_MINUTES?"],
    ["JWT_PRIVATE_KEY_FIEL", "did you mean JWT_PRIVATE_KEY_FILE?"],
    ["AMPOULE_COLOUR_OF_THE_LOGO", "is not known. If it is another program's, say so: readSettings(process.env, { ignore: [...] })."],
  ])("A9 an unknown name under our prefixes is refused, with a hint: %s", (name, hint) => {
    const [problem = "", ...more] = problemsOf(sound({ [name]: "canary-4711" }));
    expect(more).toEqual([]);
    expect(problem.startsWith(`${name} is not known`)).toBe(true);
    expect(problem).toContain(hint);
    expect(problem).not.toContain("canary-4711");
  });

  test("names of others are left alone, empty ones are not set, and what is ignored counts as not set", () => {
    const others = { PATH: "/bin", JWTX: "1", DATABASE_URL: "x", JWT_ISUER: "", AMPOULE_BCRYPT_COST: "", ACCESS_TOKEN_EXPIRE_MINUTE: "9" };
    expect(settingsWith(others).bcrypt.cost).toBe(12);
    const environment = sound({ JWT_COOKIE: "theirs", ALGORITHM: "aes-256-gcm", JWT_ISSUER_FILE: "theirs" });
    expect(problemsOf(environment)).toHaveLength(3);
    expect(
      readSettings({ ...environment, ALGORITHM_FILE: "theirs" }, { ignore: ["JWT_COOKIE", "ALGORITHM", "JWT_ISSUER_FILE"] }).issuer,
    ).toBe(names.JWT_ISSUER);
  });

  test("what Kubernetes sets for a service of somebody's keeps nobody from starting", () => {
    const service = [
      "_SERVICE_HOST",
      "_SERVICE_PORT",
      "_SERVICE_PORT_HTTPS",
      "_PORT",
      "_PORT_443_TCP",
      "_PORT_443_TCP_ADDR",
      "_PORT_443_TCP_PROTO",
    ];
    for (const name of ["JWT_ISSUER", "AMPOULE_DEMO"])
      expect(settingsWith(Object.fromEntries(service.map((end) => [name + end, "10.0.0.7"])))).toBeDefined();
    expect(problemsOf(sound({ JWT_TRANSPORT: "x", JWT_SUPPORT: "x" }))).toHaveLength(2);
  });

  test.each([...formerNames])("A7 an option that is dead elsewhere says what to use instead: %s", (name, mend) => {
    expect(problemsOf(sound({ [name]: "x" }))).toEqual([`${name} ${mend}.`]);
    const known = Object.values(variables).flatMap(({ names: all }): readonly string[] => all);
    for (const [meant] of mend.matchAll(/\b(?:JWT|AMPOULE|SECRET)_[A-Z_]+/g)) expect(known).toContain(meant);
    expect(known).not.toContain(name);
  });
});

describe("files", () => {
  test.each(Object.entries(variables))("A9 %s is read from a file too, and its file is named where it is wrong", (_, { names: all }) => {
    using folder = new Folder();
    for (const name of all) {
      const file = `${name}_FILE`;
      expect(problemsOf({ [file]: `${folder.path}/missing` })).toContainEqual(`${file} names a file that does not exist.`);
    }
  });

  test("line ends behind a value are no part of it, as Docker and editors write them", () => {
    using folder = new Folder();
    const secret = strong();
    for (const end of ["", "\n", "\r\n", "\n\n"]) {
      const settings = readSettings({ ...names, JWT_SECRET_FILE: folder.file("secret", secret + end) });
      expect(settings.secret?.reveal()).toBe(secret);
    }
  });

  test("both forms at once, and files that are none, are refused by the name of the variable; neither path nor content is told", () => {
    using folder = new Folder();
    const secret = strong();
    const file = folder.file("secret", secret);
    expect(problemsOf({ ...names, SECRET_KEY: secret, SECRET_KEY_FILE: file })).toEqual([
      "SECRET_KEY and SECRET_KEY_FILE are both set: keep one.",
    ]);
    const wrong = {
      "names what is no file": folder.path,
      "names a file that is empty": folder.file("empty", "\n"),
      "names a file of more than 65536 bytes": folder.file("long", "x".repeat(65_537)),
      "names a file that is not UTF-8 text": folder.file("bytes", Uint8Array.of(0xff, 0xfe, 0x00)),
      "names a file that does not exist": "the-secret-itself-by-mistake",
      "is wrapped in quotes, which would belong to it: take them out": folder.file("quoted", `"${secret}"`),
    };
    for (const [fault, path] of Object.entries(wrong))
      expect(problemsOf({ ...names, SECRET_KEY_FILE: path })).toEqual([`SECRET_KEY_FILE ${fault}.`]);
  });
});

describe("values", () => {
  test.each([
    ['"https://api.example"', "is wrapped in quotes, which would belong to it: take them out."],
    ["'https://api.example'", "is wrapped in quotes, which would belong to it: take them out."],
    ["https://api.example\r", "begins or ends with white space: take it out."],
    [" https://api.example", "begins or ends with white space: take it out."],
  ])("what shells take away and other readers of .env leave there is refused: %j", (text, fault) => {
    expect(problemsOf(sound({ JWT_ISSUER: text, JWT_AUDIENCE: text }))).toEqual([`JWT_ISSUER ${fault}`, `JWT_AUDIENCE ${fault}`]);
  });

  test.each(["15m", "0", "61", "1.5", "-1", "1e1", "0x10", " ", "١٥", "9999999999", "thirty"])(
    "a number is a whole one within its limits: %j",
    (text) => {
      const [problem, ...more] = problemsOf(sound({ ACCESS_TOKEN_EXPIRE_MINUTES: text }));
      expect(more).toEqual([]);
      expect(problem).toMatch(
        /^ACCESS_TOKEN_EXPIRE_MINUTES (has to be a whole number of minutes from 1 to 60|begins or ends with white space: take it out)\.$/,
      );
    },
  );

  test("lists have commas between their parts, or are JSON; one wrong part is enough", () => {
    for (const text of ["a,b", "a, b", '["a","b"]', '["a", "b"]']) {
      expect(settingsWith({ JWT_AUDIENCE: text }).audience).toEqual(["a", "b"]);
    }
    for (const text of ["a,,b", ",", "[]", '["a"', "[1]", '[""]', "a\nb"]) {
      expect(problemsOf(sound({ JWT_AUDIENCE: text })), text).toEqual(["JWT_AUDIENCE has to be names, with commas between them."]);
    }
  });

  test.each([
    "*",
    "null",
    "https://app.example/",
    "https://app.example/x",
    "app.example",
    "https://*.example",
    "HTTPS://app.example",
    "https://app.example:443",
  ])("an origin is what browsers send: not %s", (text) => {
    expect(problemsOf(sound({ AMPOULE_CORS_ORIGINS: `https://one.example,${text}` }))).toHaveLength(1);
  });

  test.each([
    "*",
    "true",
    "1",
    "loopback",
    "10.0.0.0/0",
    "::/0",
    "10.0.0.0/33",
    "10.0.0.256",
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "proxy.internal",
  ])("a proxy is an address or a range that not everybody is in: not %s", (text) => {
    expect(problemsOf(sound({ AMPOULE_TRUSTED_PROXIES: text }))).toHaveLength(1);
  });

  test("every problem is told at once, and no value", () => {
    const canary = "canary-4711";
    const all = Object.values(variables).flatMap(({ names: [name] }) => (/NODE_ENV|ISSUER|AUDIENCE/.test(name) ? [] : [[name, canary]]));
    const problems = problemsOf(Object.fromEntries(all));
    expect(problems.length).toBeGreaterThan(10);
    expect(problems.join()).not.toContain(canary);
    expect(problems).toContainEqual(expect.stringContaining("JWT_ISSUER is not set"));
  });

  test("settings that cannot hold together are refused", () => {
    expect(problemsOf(sound({ REFRESH_TOKEN_EXPIRE_DAYS: "120" }))).toEqual([
      "AMPOULE_SESSION_ABSOLUTE_DAYS is less than JWT_REFRESH_TOKEN_EXPIRE_DAYS: raise it, or lower that.",
    ]);
    expect(problemsOf(sound({ JWT_ALLOWED_AUDIENCES: "https://other.example" }))).toEqual([
      "JWT_ALLOWED_AUDIENCES lacks what JWT_AUDIENCE says: tokens that are made here would be refused here.",
    ]);
  });
});

import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { Folder, settingsWith, sound, strong } from "../settings/environments.js";
import { ampoule, examples } from "./running.js";

// Each of them starts processes.
vi.setConfig({ testTimeout: 60_000 });

const application = fileURLToPath(new URL("application.mjs", import.meta.url));
/** Nothing in it is asked over a network. */
const calm = (more = {}) =>
  sound({ NODE_ENV: "production", JWT_ISSUER: "notes", JWT_AUDIENCE: "notes", AMPOULE_TRUSTED_PROXIES: "10.0.0.1", ...more });

interface Answer {
  readonly healthy: boolean;
  readonly settings: readonly { readonly name: string; readonly value: string; readonly source: string }[];
  readonly findings: readonly { readonly level: string; readonly about: string; readonly message: string }[];
  readonly routes: readonly { readonly path: string; readonly access: string }[];
}
const json = async (...given: Parameters<typeof ampoule>) => {
  const { out, code } = await ampoule(["doctor", "--json", ...given[0]], given[1]);
  return { ...(JSON.parse(out) as Answer), code };
};

describe("ampoule secret", () => {
  test("makes secrets that start, each another one, on the standard output alone", async () => {
    const [one, two, long] = await Promise.all([ampoule(["secret"]), ampoule(["secret"]), ampoule(["secret", "--long"])]);
    expect([one.out, long.out]).toEqual([expect.stringMatching(/^[\w-]{43}\n$/), expect.stringMatching(/^[\w-]{86}\n$/)]);
    expect([one.code, one.errors, one.out === two.out]).toEqual([0, "", false]);
    expect(settingsWith({ SECRET_KEY: one.out.trim() }).keys().algorithms).toEqual(["HS256"]);
    expect(settingsWith({ SECRET_KEY: long.out.trim(), JWT_ALGORITHM: "HS512" }).keys().algorithms).toEqual(["HS512"]);
  });

  test.each([
    ["good", strong(), 0, /^43 bytes, at most 258 bits .*\nGood for HS256\. .*\n$/],
    ["short", "wonderland", 1, /^10 bytes, at most 47 bits .*\nRefused\. It is 10 bytes long: HS256 needs 32 random ones\.\n$/],
    ["a placeholder", "change-me-change-me-change-me-change-me", 1, /Refused\. It is a placeholder/],
    ["published", "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7", 1, /Refused\. It is a published secret/],
    ["half as good as it is long", "7f3a9c0e5b1d8f246ace13579bdf0284", 0, /at most 128 bits .*\n.*\nIt can be guessed more easily/],
    ["nothing", "", 1, /There is no secret on the standard input/],
  ])("rates what it reads, and does not show it: %s", async (_, secret, code, words) => {
    for (const input of [secret, `${secret}\n`]) {
      const ran = await ampoule(["secret", "rate"], { input });
      expect([ran.code, ran.out]).toEqual([code, expect.stringMatching(words)]);
      if (secret !== "") expect(ran.out + ran.errors).not.toContain(secret);
    }
  });
});

describe("ampoule env", () => {
  test("S3-14 prints a template, and nothing of its own environment", async () => {
    const canary = strong();
    const environment = { ...calm({ SECRET_KEY: canary, JWT_PRIVATE_KEY: canary, AMPOULE_STORE_URL: `redis://:${canary}@127.0.0.1` }) };
    const [bare, set] = [await ampoule(["env"]), await ampoule(["env"], { environment })];
    expect([bare.code, bare.errors, set.out]).toEqual([0, "", bare.out]);
    expect(bare.out).toContain("\nSECRET_KEY=\n");
  });
});

describe("the command line", () => {
  test.each([
    ["no such command", ["docter"]],
    ["a secret as an argument", ["secret", "rate", "canary-4711-canary-4711"]],
    ["a secret as an option", ["secret", "--rate=canary-4711-canary-4711"]],
    ["an option of another command", ["secret", "--json"]],
    ["an option where there is none", ["env", "--json"]],
    ["an option without its value", ["doctor", "--app"]],
    ["an option alone", ["--json"]],
  ])("%s is refused in one line, which does not repeat it", async (_, args) => {
    expect(await ampoule(args)).toEqual({
      code: 1,
      out: "",
      errors: "There is no such command, or an option that it does not have. See: ampoule --help\n",
    });
  });

  test("says how it is used", async () => {
    for (const args of [[], ["--help"], ["doctor", "--help"], ["-h"]]) {
      const { code, out } = await ampoule(args);
      expect(code).toBe(0);
      for (const words of ["ampoule doctor", "--app FILE", "--env FILE", "--json", "ampoule secret rate"]) expect(out).toContain(words);
    }
  });
});

describe("ampoule doctor", () => {
  test("says what holds and where it comes from, and ends with 0 where nothing fails", async () => {
    using folder = new Folder();
    const secret = strong();
    const environment = {
      ...calm({ SECRET_KEY: undefined, SECRET_KEY_FILE: folder.file("secret", `${secret}\n`), ACCESS_TOKEN_EXPIRE_MINUTES: "30" }),
    };
    const { code, out, errors } = await ampoule(["doctor"], { environment });
    expect([code, errors]).toEqual([0, ""]);
    expect(out).toMatch(/^ {2}SECRET_KEY +\[secret\] +SECRET_KEY_FILE$/m);
    expect(out).toMatch(/^ {2}JWT_ACCESS_TOKEN_EXPIRE_MINUTES +30 +ACCESS_TOKEN_EXPIRE_MINUTES$/m);
    expect(out).toMatch(/^ {2}AMPOULE_BCRYPT_COST +12 +default$/m);
    expect(out).toMatch(/^ {2}ok +keys +The secret has 43 bytes/m);
    expect(out).toMatch(/^ {2}(ok|warn) +hashing +A bcrypt hash at a cost of 12 takes \d+ ms here/m);
    // How fast this machine is, nobody knows.
    expect(out).toMatch(/^0 failures, (1 warning|2 warnings)\.$/m);
    expect(out).not.toContain(secret);
  });

  test("finds what is wrong, and ends with 1", async () => {
    const { code, healthy, findings } = await json([], {
      environment: { ...calm({ SECRET_KEY: "short", JWT_ISUER: "x", SECRET_KEYS: "x", NODE_ENV: undefined }) },
    });
    expect([code, healthy]).toEqual([1, false]);
    expect(findings).toEqual([
      { level: "fail", about: "settings", message: "SECRET_KEY: it is 5 bytes long: HS256 needs 32 random ones." },
      { level: "fail", about: "settings", message: "JWT_ISUER is not known: did you mean JWT_ISSUER?" },
      { level: "warn", about: "rules", message: expect.stringContaining("NODE_ENV is not set") as string },
      { level: "warn", about: "names", message: "SECRET_KEYS is not read. Did you mean SECRET_KEY?" },
    ]);
  });

  test("reads an .env file as node does, and leaves another program's variables alone where it is told to", async () => {
    using folder = new Folder();
    const file = folder.file(".env", `SECRET_KEY="${strong()}"\nJWT_AUDIENCE=from-file\nJWT_COOKIE=theirs\n`);
    const environment = { NODE_ENV: "production", JWT_ISSUER: "from-shell", AMPOULE_TRUSTED_PROXIES: "10.0.0.1" };
    const { code, settings } = await json(["--env", file, "--ignore", "JWT_COOKIE"], { environment });
    const values = settings.map(({ value }) => value);
    expect([code, values]).toEqual([0, expect.arrayContaining(["from-shell", "from-file"])]);
    expect((await json(["--env", file], { environment })).code).toBe(1);
    const missing = await ampoule(["doctor", "--env", `${folder.path}/canary-4711`], { environment });
    expect([missing.code, missing.out]).toEqual([1, "The file that --env names cannot be read.\n"]);
  });

  test("asks the store, from where the application is installed; a file that does not exist stays so", async () => {
    using folder = new Folder();
    const file = `${folder.path}/tokens.db`;
    const look = async (url: string, cwd = examples) => {
      const { findings, code } = await json([], { environment: { ...calm({ AMPOULE_STORE_URL: url }) }, cwd });
      return [code, ...findings.filter(({ about }) => about === "store").map(({ level, message }) => `${level}: ${message}`)];
    };
    expect(await look(`sqlite:${file}`)).toEqual([0, `warn: ${file} does not exist: the application makes it at its first start.`]);
    expect(existsSync(file)).toBe(false);
    folder.file("tokens.db", "");
    expect(await look(`sqlite:${file}`)).toEqual([0, `ok: sqlite:${file} answers.`]);
    expect(await look(`sqlite:${folder.file("none.db", "this is no database, and long enough to be looked at")}`)).toEqual([
      1,
      expect.stringContaining("file is not a database"),
    ]);
    expect(await look("redis://app:canary-4711@127.0.0.1:1")).toEqual([
      1,
      expect.stringContaining("redis://[secret]@127.0.0.1:1 cannot be used. Redis did not let this process in. connect ECONNREFUSED"),
    ]);
    expect(await look(`sqlite:${file}`, folder.path)).toEqual([1, expect.stringContaining("npm install @ampoule/store-sqlite")]);
    expect(await look("memory:")).toEqual([0, expect.stringContaining("warn: Sign-ins are kept in memory")]);
  });

  test("compares clocks with the issuer's", async () => {
    let ahead = 0;
    const server = createServer((_, response) => {
      response.setHeader("date", new Date(Date.now() + ahead).toUTCString()).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const environment = { ...calm({ JWT_ISSUER: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }) };
    const clock = async () => (await json([], { environment })).findings.find(({ about }) => about === "clock");
    expect(await clock()).toMatchObject({ level: "ok" });
    ahead = 3_600_000;
    expect(await clock()).toMatchObject({ level: "fail", message: expect.stringMatching(/differ by (3600|3599) s/) as string });
    server.close();
    expect(await clock()).toMatchObject({ level: "ok", message: expect.stringContaining("does not answer") as string });
  });

  test("reports the routes of an application, whatever that prints, and fails where nobody decided about one", async () => {
    const look = (told: string) => json(["--app", application], { environment: { ...calm({ APPLICATION: told }) } });
    const good = await look("");
    expect([good.code, good.routes]).toEqual([
      0,
      [expect.objectContaining({ path: "/me", access: "secured" }), expect.objectContaining({ path: "/health", access: "open" })],
    ]);
    const unmarked = await look("unmarked");
    expect([unmarked.code, unmarked.findings.at(-1)?.message]).toEqual([1, "GET /forgotten is neither secured nor marked open."]);
    expect((await look("none")).findings.at(-1)?.message).toContain("export const security = { secure, app }");
    expect((await look("empty")).findings.at(-1)?.message).toContain("no routes");
    const { code, out, errors } = await ampoule(["doctor", "--app", application], { environment: { ...calm() } });
    expect([code, errors.trim()]).toEqual([0, "The application starts."]);
    expect(out).toMatch(/^Routes\n {2}GET \/me +secured/m);
    expect((await json(["--app", "nowhere.js"], { environment: { ...calm() } })).code).toBe(1);
  });

  test("S-320 never prints a secret: right, wrong, misplaced, in a file, in an address, or in what an application throws", async () => {
    using folder = new Folder();
    const canary = `canary${strong()}`;
    const url = `redis://app:${canary}@127.0.0.1:1/0?password=${canary}`;
    const environments = [
      { SECRET_KEY: canary, AMPOULE_STORE_URL: url, APPLICATION: "throws" },
      {
        SECRET_KEY: undefined,
        SECRET_KEY_FILE: folder.file("secret", canary),
        AMPOULE_STORE_URL_FILE: folder.file("url", url),
        APPLICATION: "throws",
      },
      { SECRET_KEY: undefined, SECRET_KEY_FILE: canary, AMPOULE_STORE_URL: canary },
      { SECRET_KEY: `${canary}\r`, AMPOULE_STORE_URL: ` ${url}`, APPLICATION: "throws" },
      { SECRET_KEY: `"${canary}"`, AMPOULE_STORE_URL: `"redis://app:x@${canary}@127.0.0.1:1"`, APPLICATION: "throws" },
      { SECRET_KEY: canary, SECRET_KEY_FILE: canary, AMPOULE_STORE_URL: canary, AMPOULE_STORE_URL_FILE: canary, APPLICATION: "throws" },
      { SECRET_KEY: `${canary}\r`, JWT_PRIVATE_KEY: canary, JWT_PUBLIC_KEY: canary, JWT_SECRT: canary, JWT_REFRESH_SECRET: canary },
      {
        JWT_ALGORITHM: canary,
        ACCESS_TOKEN_EXPIRE_MINUTES: canary,
        AMPOULE_CORS_ORIGINS: canary,
        AMPOULE_TRUSTED_PROXIES: canary,
        NODE_ENV: canary,
      },
    ];
    for (const more of environments) {
      for (const args of [[], ["--json"]]) {
        const { out, errors, code } = await ampoule(["doctor", "--app", application, ...args], {
          environment: { ...calm(more) },
          cwd: examples,
        });
        expect([code, out.length > 100]).toEqual([1, true]);
        expect(out + errors).not.toContain(canary);
      }
    }
  });
});

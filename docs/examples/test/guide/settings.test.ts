import { spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { readSettings } from "@ampoule/accounts";
import { describe, expect, test, vi } from "vitest";
import { Users } from "../../src/guide/refresh/users.js";
import { serviceOf } from "../../src/guide/settings/service.js";
import { accessTokenOf } from "../../src/guide/settings/verifying.js";
import { frameworks, serve } from "../identity/served.js";

const pair = generateKeyPairSync("ed25519");
const own = { JWT_ISSUER: "https://login.example", JWT_AUDIENCE: "https://notes.example", JWT_ALGORITHM: "EdDSA" };
const privateKey = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();

function someUsers(): Users {
  const users = new Users();
  users.add({ id: "u1", email: "alice@example.com", role: "member", password: "wonderland" });
  return users;
}

describe.each(Object.keys(frameworks))("the guide's services on %s", (framework) => {
  test("A7 one signs, and the other verifies with a public key and nothing else", async () => {
    const SECRET_KEY = randomBytes(32).toString("base64url");
    const signing = readSettings({
      ...own,
      SECRET_KEY,
      JWT_PRIVATE_KEY: privateKey,
      AMPOULE_STORE_URL: "memory:",
      AMPOULE_BCRYPT_COST: "10",
    });
    const { auth, accessToken, checked, csrfKey, close } = await serviceOf(signing, someUsers());
    const answer = await auth.signIn("u1");
    if ("kind" in answer) throw new Error(answer.code);
    for (const token of [accessToken, accessTokenOf(readSettings({ ...own, JWT_PUBLIC_KEY: publicKey }))]) {
      await using api = await serve(frameworks[framework]?.(token) ?? (() => undefined));
      expect(await api.get("/me", answer.accessToken)).toMatchObject({ status: 200, body: { sub: "u1" } });
      expect(await api.status("/me", answer.refreshToken)).toBe(401);
    }
    expect([csrfKey.length, await checked.hash("looking-glass")]).toEqual([32, expect.stringMatching(/^\$2b\$10\$/)]);
    await close();
  });
});

describe("the guide's commands", () => {
  vi.setConfig({ testTimeout: 60_000 });
  const bin = fileURLToPath(new URL("../../../../packages/accounts/dist/doctor/main.js", import.meta.url));
  const application = fileURLToPath(new URL("../../dist/guide/settings/application.js", import.meta.url));
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const child = spawn(process.execPath, [bin, ...args], { env: { ...env, NODE_NO_WARNINGS: "1" } });
    const [[code], out] = await Promise.all([once(child, "close") as Promise<unknown[]>, text(child.stdout)]);
    return { code, out };
  };

  test("a secret that is made starts, and the doctor finds the application's routes", async () => {
    const { out: secret } = await run(["secret"]);
    const environment = {
      NODE_ENV: "production",
      SECRET_KEY: secret.trim(),
      JWT_ISSUER: "notes",
      JWT_AUDIENCE: "notes",
      AMPOULE_STORE_URL: "memory:",
    };
    const { code, out } = await run(["doctor", "--app", application], environment);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}GET \/me +secured +HTTPBearer$/m);
    expect(out).toMatch(/^ {2}GET \/health +open$/m);
    const unset = await run(["doctor", "--app", application]);
    expect([unset.code, unset.out]).toEqual([1, expect.stringMatching(/fail +routes .*application\.js: The settings do not hold/)]);
  });
});

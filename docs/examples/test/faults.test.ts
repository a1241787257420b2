import { describe, expect, test } from "vitest";
import { Accounts } from "../src/accounts.js";
import { demo, frameworks, type Framework } from "../src/example.js";
import { json, start } from "./running.js";

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe.each(Object.keys(frameworks) as Framework[])("when the world breaks, on %s", (framework) => {
  test("the store is closed mid-flight: 503 with Retry-After, no handler call, and the process lives", async () => {
    const events: string[] = [];
    await using app = await start({ framework, onEvent: ({ type }) => void events.push(type) });
    const token = await app.signIn();
    const statuses: number[] = [];
    const client = async (path: string) => {
      for (let round = 0; round < 10; round += 1) {
        statuses.push((await app.get(path, token)).status);
        if (statuses.length === 30) app.example.store.close();
      }
    };
    await Promise.all(["/users/me", "/maybe", "/items", "/either", "/users/me", "/maybe"].map(client));
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(events.filter((type) => type === "granted").length).toBe(statuses.filter((status) => status === 200).length);
    const later = await app.get("/users/me", token);
    expect([later.status, later.headers.get("retry-after"), later.headers.get("www-authenticate")]).toEqual([503, "5", null]);
    expect((await app.get("/service", token)).status).toBe(401);
    expect((await app.get("/health")).status).toBe(200);
  });

  test("the store is closed: sign-up, sign-in, Basic and keys are 503, never 401", async () => {
    await using app = await start({ framework });
    app.example.store.close();
    const credentials = `${demo.user.email}:${demo.user.password}`;
    const statuses = [
      (await app.post("/register", JSON.stringify(demo.user), json)).status,
      (await app.post("/token", `username=${demo.user.email}&password=x`, "application/x-www-form-urlencoded")).status,
      (await app.get("/basic/me", `Basic ${btoa(credentials)}`)).status,
      (await fetch(`${app.url}/service`, { headers: { "x-api-key": demo.apiKey.key } })).status,
    ];
    expect(statuses).toEqual([503, 503, 503, 503]);
  });

  test("S-042 S-043 an unknown user and a wrong password cost the same hash and get the same bytes", { timeout: 120_000 }, async () => {
    await using app = await start({ framework, cost: 8 });
    const times: Record<string, number[]> = { unknown: [], wrong: [] };
    const answers = new Set<string>();
    for (let round = 0; round < 200; round += 1) {
      for (const [name, user] of [
        ["unknown", "nobody@example.com"],
        ["wrong", demo.user.email],
      ] as const) {
        const begun = performance.now();
        const response = await app.get("/basic/me", `Basic ${btoa(`${user}:wrong-password`)}`);
        answers.add(`${response.status} ${response.headers.get("www-authenticate")} ${await response.text()}`);
        times[name]?.push(performance.now() - begun);
      }
    }
    const hash = await timeOfOneHash(app.example.container.resolve(Accounts));
    const difference = Math.abs(median(times["unknown"] ?? []) - median(times["wrong"] ?? []));
    expect(answers.size).toBe(1);
    expect(difference / hash).toBeLessThan(0.05);
  });
});

async function timeOfOneHash(accounts: Accounts): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const begun = performance.now();
    await accounts.authenticate(demo.user.email, "wrong-password");
    times.push(performance.now() - begun);
  }
  return median(times);
}

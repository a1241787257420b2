import { verify } from "@node-rs/bcrypt";
import { describe, expect, test, vi } from "vitest";
import { demo } from "../src/demo.js";
import { frameworks, type Framework } from "../src/example.js";
import { json, start } from "./running.js";

/** The real one, which also tells how often it was asked. */
vi.mock("@node-rs/bcrypt", { spy: true });

describe.each(Object.keys(frameworks) as Framework[])("when the world breaks, on %s", (framework) => {
  test("the store is closed mid-flight: 503 with Retry-After, no handler call, and the process lives", async () => {
    const events: string[] = [];
    await using app = await start({ framework, onEvent: ({ type }) => void events.push(type) });
    const token = await app.signIn();
    events.length = 0;
    const statuses: number[] = [];
    const client = async (path: string) => {
      for (let round = 0; round < 10; round += 1) {
        statuses.push((await app.get(path, token)).status);
        if (statuses.length === 30) app.example.close();
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
    app.example.close();
    const credentials = `${demo.user.email}:${demo.user.password}`;
    const statuses = [
      (await app.post("/sign-up", JSON.stringify(demo.user), json)).status,
      (await app.post("/token", `username=${demo.user.email}&password=x`, "application/x-www-form-urlencoded")).status,
      (await app.get("/basic/me", `Basic ${btoa(credentials)}`)).status,
      (await fetch(`${app.url}/service`, { headers: { "x-api-key": app.example.apiKey } })).status,
    ];
    expect(statuses).toEqual([503, 503, 503, 503]);
  });

  test("S-042 S-043 an unknown user and a wrong password cost the same one hash and get the same bytes", async () => {
    await using app = await start({ framework, cost: 6 });
    const answers = new Set<string>();
    const hashed: string[] = [];
    for (const user of ["nobody@example.com", demo.user.email, "nobody@example.com", `${"x".repeat(200)}@example.com`, ""]) {
      vi.mocked(verify).mockClear();
      const response = await app.get("/basic/me", `Basic ${btoa(`${user}:wrong-password`)}`);
      answers.add(`${response.status} ${response.headers.get("www-authenticate")} ${await response.text()}`);
      hashed.push(
        vi
          .mocked(verify)
          .mock.calls.map(([, hash]) => String(hash).slice(0, 7))
          .join(),
      );
    }
    expect(answers.size).toBe(1);
    expect(hashed).toEqual(Array.from({ length: 5 }, () => "$2b$06$"));
  });
});

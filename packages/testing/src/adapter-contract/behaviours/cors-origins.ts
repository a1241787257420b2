import type { SecurityEvent } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { delay } from "../application.js";
import type { AdapterHarness } from "../harness.js";
import { origin, page, policy, preflight, readable, sharing, told } from "./sharing.js";

const strangers = [
  "null",
  "https://app.test.evil",
  "https://evilapp.test",
  "http://app.test",
  "https://app.test:8443",
  "https://app.test:443",
  "https://app.test/",
  "https://APP.test",
  "HTTPS://app.test",
  "https://user@app.test",
  "https://app.test@evil.test",
  "https://app.test.",
  "https://xn--pp-yia.test",
  "https://app.test https://evil.test",
  "https://app.test, https://evil.test",
  "https://app.test\u00e9",
  "https://*.partner.test",
  "https://partner.test",
  "https://evilpartner.test",
  "https://a.partner.test.evil",
  "https://a.b.partner.test",
  "https://.partner.test",
  "https://evil.test/.partner.test",
  "https://evil.test?.partner.test",
  "https://a@b.partner.test",
  "https://a:1.partner.test",
  "http://a.partner.test",
  "https://a.partner.test:1",
  "*",
  "",
];

const failing = {
  throws: () => {
    throw new Error("down");
  },
  rejects: () => Promise.reject(new RangeError("down")),
  "never settles": () => new Promise<boolean>(() => {}),
};

export function describeCorsOrigins(harness: AdapterHarness): void {
  describe("origins that may, and others", () => {
    test("S-264 S-270 one label in the place of an asterisk", async () => {
      await using app = await sharing(harness, policy);
      for (const host of ["a", "xn--bcher-kva", "a-1_b"]) {
        const partner = `https://${host}.partner.test`;
        expect(told(await app.get("/open", origin(partner)))).toEqual({ ...readable, "allow-origin": partner });
      }
    });

    test.each(strangers)(
      "S-265 S-268 S-269 S-270 I4 %s may not, and is told nothing but that it depends on the origin",
      async (stranger) => {
        await using app = await sharing(harness, policy);
        for (const target of ["/open", "/me", "/fault", "/nowhere", "/own"]) {
          expect(told(await app.get(target, origin(stranger)))["allow-origin"], target).toBeUndefined();
        }
        expect(told(await app.get("/open", origin(stranger)))).toEqual({ vary: "Origin" });
      },
    );

    test("S-265 an origin that comes twice may not", async () => {
      await using app = await sharing(harness, policy);
      expect(told(await app.get("/open", origin(page), origin(page)))).toEqual({ vary: "Origin" });
    });

    test.each(Object.entries(failing))("S-282 a function that %s lets nobody in, and the operator hears of it", async (_, origins) => {
      const events: SecurityEvent[] = [];
      const heard = { timeout: 50, onEvent: (event: SecurityEvent) => void events.push(event) };
      await using app = await sharing(harness, { origins, credentials: true }, heard);
      const answer = await app.get("/open", origin(page));
      expect([answer.status, told(answer)]).toEqual([200, { vary: "Origin" }]);
      expect(told(await preflight(app, "/any", origin(page)))["allow-origin"]).toBeUndefined();
      expect(events.map(({ type, route }) => [type, route])).toEqual([
        ["fault", "cors"],
        ["fault", "cors"],
      ]);
      expect(app.faults).toEqual([]);
    });

    test.each(["yes", 1, {}, undefined])("S-282 a function that gives %j lets nobody in", async (given) => {
      for (const origins of [() => given as boolean, async () => given as boolean]) {
        await using app = await sharing(harness, { origins });
        expect(told(await app.get("/open", origin(page)))).toEqual({ vary: "Origin" });
      }
    });

    test("S-282 a function is never asked about null, or what is no origin", async () => {
      const asked: string[] = [];
      await using app = await sharing(harness, { origins: (one) => (asked.push(one), true) });
      for (const stranger of ["null", "https://app.test/path", "https://a, https://b", "*"]) {
        expect(told(await app.get("/open", origin(stranger)))).toEqual({ vary: "Origin" });
      }
      expect(told(await app.get("/open", origin(page)))).toEqual({ "allow-origin": page, vary: "Origin" });
      expect(asked).toEqual([page]);
    });

    test("S-283 500 requests at once each hear of their own origin", async () => {
      const origins = async (one: string) => (await delay(one.length % 7), !one.includes("evil"));
      await using app = await sharing(harness, { origins, credentials: true });
      const answers = Array.from({ length: 500 }, async (_, index) => {
        const mine = `https://${index % 3 === 0 ? "evil" : "page"}${"x".repeat(index % 11)}${index}.test`;
        const { "allow-origin": heard } = told(await app.get("/open", origin(mine)));
        return [mine, heard] as const;
      });
      for (const [mine, heard] of await Promise.all(answers)) expect(heard).toBe(mine.includes("evil") ? undefined : mine);
    });
  });
}

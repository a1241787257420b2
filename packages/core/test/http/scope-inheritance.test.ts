import { afterEach, describe, expect, test } from "vitest";
import { oauth2PasswordBearer, scoped, type ProviderValue } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import { statusFor, tokenLine } from "./status-for.js";

describe("S-294 nothing is held by inheritance", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];

  test.each(names)("%s is held where it is said, and nowhere else", async (name) => {
    expect(await statusFor({ scopes: [] }, name)).toBe(403);
    expect(await statusFor({ scope: "" }, name)).toBe(403);
    expect(await statusFor({}, name)).toBe(403);
    expect(await statusFor({ scopes: [name] }, name)).toBe(200);
  });

  test.each(names)("%s may be declared in an object too", async (name) => {
    const scopes = JSON.parse(`{"${name}": "", "read": ""}`) as Record<string, string>;
    const token: ProviderValue<unknown, string> = oauth2PasswordBearer({
      tokenUrl: "/token",
      scopes,
      verify: () => ({ scopes: ["read"] }),
    });
    const statusOf = async (scope: string) =>
      (
        await ask(
          fakeSecurity()({ me: scoped(token, scope) }, () => "in"),
          tokenLine,
        )
      ).status;
    expect([await statusOf(name), await statusOf("read")]).toEqual([403, 200]);
  });

  describe.each(["scope", "scopes"] as const)("a polluted prototype: %s", (key) => {
    const polluted = [Object.prototype, Array.prototype] as const;
    afterEach(() => polluted.forEach((prototype) => Reflect.deleteProperty(prototype, key)));
    const pollute = (prototype: object) =>
      Object.defineProperty(prototype, key, { value: key === "scope" ? "read" : ["read"], configurable: true, writable: true });

    test.each<[string, object, object]>([
      ["an object", Object.prototype, { sub: "a" }],
      ["an object without a prototype", Object.prototype, Object.create(null) as object],
      ["an instance", Object.prototype, new (class Claims {})()],
      ["a list", Object.prototype, []],
      ["a list, by its own prototype", Array.prototype, []],
    ])("grants %s nothing", async (_, prototype, value) => {
      pollute(prototype);
      expect(Reflect.get({}, key)).toBe(prototype === Object.prototype ? Reflect.get(Object.prototype, key) : undefined);
      expect(await statusFor(value, "read")).toBe(403);
    });
  });

  test("a class may say what its instances hold", async () => {
    class Claims {
      get scopes(): string[] {
        return ["read"];
      }
    }
    expect(await statusFor(new (class extends Claims {})(), "read")).toBe(200);
  });
});

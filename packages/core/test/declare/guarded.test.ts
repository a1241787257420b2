import { beforeEach, describe, expect, test } from "vitest";
import {
  bearer,
  Guarded,
  Open,
  policy,
  provider,
  require,
  Security,
  SecurityProvider,
  SecurityScopes,
  type ProviderValue,
} from "../../src/index.js";
import { ask, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";

const token = bearer({ scopes: ["read", "write"], verify: (text) => ({ sub: text, scopes: text.split(".") }) });
const admin = require(token, policy("admin", ({ sub }) => sub.includes("admin")));
const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
});
/** Writes down that it was asked, and for which scopes. */
const noting = (name: string): ProviderValue<string, string> =>
  provider({ token, wanted: SecurityScopes }, ({ wanted }) => (asked.push([name, ...wanted.scopes].join(" ")), name));

const outer = noting("outer");
const inner = noting("inner");
const own = noting("own");

@Guarded(outer)
@Guarded(inner, "read")
class Items {
  @Guarded(own, "write") all(@Security(token) { sub }: { sub: string }, ...rest: unknown[]) {
    return [sub, rest.length];
  }
  one() {
    return "one";
  }
}
const line = "Authorization: Bearer read.write";

describe("@Guarded", () => {
  test("asks the class before the method, the outermost first, and each with its own scopes", async () => {
    expect((await ask(fakeSecurity()(Items, "all"), line)).body).toEqual(["read.write", 0]);
    expect(asked).toEqual(["outer", "inner read", "own write"]);
  });

  test("secures a method that asks for nothing itself", async () => {
    const handler = fakeSecurity()(Items, "one");
    expect([(await ask(handler)).status, (await ask(handler, line)).body]).toEqual([401, "one"]);
    expect((await ask(handler, "Authorization: Bearer write")).challenge).toContain('scope="read"');
  });

  test("holds for subclasses and methods that override, which may add to it", async () => {
    class More extends Items {
      @Guarded(admin) override one() {
        return "more";
      }
    }
    const handler = fakeSecurity()(More, "one");
    expect([(await ask(handler, line)).status, (await ask(handler, `${line}.admin`)).body]).toEqual([403, "more"]);
  });

  test("of an overridden method holds as well", async () => {
    class Base {
      @Guarded(admin) show() {
        return "base";
      }
    }
    class Derived extends Base {
      override show() {
        return "derived";
      }
    }
    expect((await ask(fakeSecurity()(Derived, "show"), line)).status).toBe(403);
  });

  test("holds where a field of the instance hides the method", async () => {
    @Guarded(token)
    class Fields {
      declare show: () => string;
      constructor() {
        this.show = () => "field";
      }
    }
    Guarded(admin)(Fields.prototype, "show");
    expect((await ask(fakeSecurity()(Fields, "show"), line)).status).toBe(403);
  });

  test("comes along where a mixin copies the method to another class", async () => {
    class Mixed {
      @Guarded(admin) show() {
        return "mixed";
      }
    }
    class Target {
      declare show: () => string;
    }
    Object.defineProperty(Target.prototype, "show", Object.getOwnPropertyDescriptor(Mixed.prototype, "show") ?? {});
    expect((await ask(fakeSecurity()(Target, "show"), line)).status).toBe(403);
  });

  test("does not go together with @Open", () => {
    @Guarded(token)
    class Both {
      @Open() show() {
        return 1;
      }
    }
    expect(refusalOf(() => fakeSecurity()(Both, "show")).message).toContain("drop one of the two");
  });

  test.each([
    ["a provider class", () => Guarded(token)],
    ["a provider's method", () => Guarded(token)],
  ])("does not stand on %s", (place, guard) => {
    class Me extends SecurityProvider<object> {
      provide(@Security(token) me: object) {
        return me;
      }
    }
    if (place === "a provider class") guard()(Me);
    else guard()(Me.prototype, "provide");
    expect(refusalOf(() => fakeSecurity()({ me: Me }, () => 1)).message).toContain("@Guarded, which is for handlers");
  });

  test("stands on classes and methods only", () => {
    expect(refusalOf(() => Guarded(token)(Items.prototype, "all", 0 as never)).message).toContain("a parameter takes @Security");
    expect(refusalOf(() => Guarded(token)(Items, "all")).message).toContain("static");
  });
});

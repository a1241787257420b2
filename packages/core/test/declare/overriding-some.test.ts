import { describe, expect, test } from "vitest";
import { apiKeyHeader, bearer, Dependency, optional, Security, SecurityProvider } from "../../src/index.js";
import { ask, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));
const key = apiKeyHeader({ name: "x-key", verify: (text) => (text === "right" ? { text } : undefined) });
const alice = "Authorization: Bearer alice";
class Items {}

/** Demands two credentials, each of a parameter of its own. */
class Base {
  remove(@Security(token) me: Me, @Security(key) _held: unknown): unknown {
    return me.sub;
  }
}
class KeepsFirst extends Base {
  override remove(@Security(token) me: Me, held: unknown): unknown {
    return [me.sub, held];
  }
}
class KeepsSecond extends Base {
  override remove(me: unknown, @Security(key) held: unknown): unknown {
    return [me, held];
  }
}
class BelowKeepsFirst extends KeepsFirst {
  override remove(@Security(token) me: Me, held: unknown): unknown {
    return super.remove(me, held);
  }
}
class SecuresAnother extends Base {
  override remove(me: unknown, held: unknown, @Security(token) other?: Me): unknown {
    return [me, held, other];
  }
}

describe("an override that secures only some of what its base secures does not start", () => {
  const controllers = [KeepsFirst, KeepsSecond, BelowKeepsFirst, SecuresAnother];

  test.each(controllers.map((one) => [one.name, one] as const))(
    "%s: the rest would take the framework's own arguments",
    (name, controller) => {
      const error = refusalOf(() => fakeSecurity()(controller, "remove"));
      expect(error).toMatchObject({ name: "ConfigurationError", code: "no_security" });
      expect(error.message).toBe(
        `${name}.remove overrides a secured method without securing its own parameters: decorate them with @Security as well.`,
      );
    },
  );

  test("also a provider class: the context would stand in for the principal", () => {
    class Both extends SecurityProvider<string> {
      provide(@Security(token) me: Me, @Security(key) _held: unknown): string {
        return me.sub;
      }
    }
    class Forgets extends Both {
      override provide(@Security(token) me: Me, held: unknown): string {
        return super.provide(me, held);
      }
    }
    expect(refusalOf(() => fakeSecurity().guard(Forgets))).toMatchObject({ code: "no_security" });
    expect(() => fakeSecurity().guard(Both)).not.toThrow();
  });
});

describe("an override starts that", () => {
  const statuses = async (controller: new () => { remove: Base["remove"] }) => {
    const handler = fakeSecurity()(controller, "remove");
    return [await ask(handler, alice, "x-key: right"), await ask(handler, alice), await ask(handler)].map(({ status }) => status);
  };

  test("secures all of them again", async () => {
    class All extends Base {
      override remove(@Security(token) me: Me, @Security(key) held: unknown): unknown {
        return super.remove(me, held);
      }
    }
    expect(await statuses(All)).toEqual([200, 401, 401]);
  });

  test("asks for other things in their place, which are in its own source to be read", async () => {
    class Others extends Base {
      override remove(@Security(optional(token)) me: Me | null, @Dependency(Items) items: unknown): unknown {
        return [me?.sub, items instanceof Items];
      }
    }
    expect(await statuses(Others)).toEqual([200, 200, 200]);
  });

  test("takes fewer, and secures those", async () => {
    class Fewer extends Base {
      override remove(@Security(token) me: Me): unknown {
        return me.sub;
      }
    }
    expect(await statuses(Fewer)).toEqual([200, 200, 401]);
  });
});

import { describe, expect, test } from "vitest";
import { bearer, narrow, Open, optional, Security, SecurityProvider } from "../../src/index.js";
import { ask, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));
const admin = narrow(token, "admin", (me): me is Me & { sub: "root" } => me.sub === "root");
const alice = "Authorization: Bearer alice";
class Items {}

/** A generic base, as libraries of controllers have them. */
abstract class Crud<T> {
  abstract readonly name: T;
  list(@Security(token) me: Me, _more?: unknown): unknown {
    return [this.name, me.sub];
  }
  @Open()
  count(_more?: unknown): unknown {
    return 0;
  }
}
class ItemsCrud extends Crud<"items"> {
  readonly name = "items";
}
class DeepCrud extends ItemsCrud {}

const status = async (handler: Parameters<typeof ask>[0], ...lines: string[]) => (await ask(handler, ...lines)).status;

describe("S-299 an inherited method keeps what its base declares", () => {
  test.each([
    ["of a generic base", ItemsCrud],
    ["of a base's base", DeepCrud],
  ])("%s", async (_, controller) => {
    const secure = fakeSecurity();
    expect(await ask(secure(controller, "list"), alice)).toMatchObject({ status: 200, body: ["items", "alice"] });
    expect(await status(secure(controller, "list"))).toBe(401);
    expect(await status(secure(controller, "count"))).toBe(200);
  });

  test("of a mixin", async () => {
    function mixin(base: new () => object) {
      class Mixin extends base {
        mine(@Security(admin) me: Me): string {
          return me.sub;
        }
      }
      return Mixin;
    }
    class Mixed extends mixin(Items) {}
    const handler = fakeSecurity()(Mixed, "mine");
    expect([await status(handler), await status(handler, alice), await status(handler, "Authorization: Bearer root")]).toEqual([
      401, 403, 200,
    ]);
  });
});

describe("S-299 an override that secures itself starts", () => {
  class Stricter extends ItemsCrud {
    override list(@Security(admin) me: Me): unknown {
      return me.sub;
    }
  }
  class Looser extends Stricter {
    override list(@Security(optional(token)) me: Me | null): unknown {
      return me?.sub ?? "nobody";
    }
  }
  class SecuresTheOpen extends ItemsCrud {
    override count(@Security(token) me: Me): unknown {
      return me.sub;
    }
  }

  test("with its own demands, and its base keeps its own", async () => {
    const secure = fakeSecurity();
    expect(await status(secure(Stricter, "list"), alice)).toBe(403);
    expect(await status(secure(ItemsCrud, "list"), alice)).toBe(200);
    expect(await status(secure(SecuresTheOpen, "count"))).toBe(401);
    expect(await status(secure(ItemsCrud, "count"))).toBe(200);
  });

  test("also with other ones: they are in its own source, to be read", async () => {
    expect(await status(fakeSecurity()(Looser, "list"))).toBe(200);
  });
});

describe("S-299 a provider class", () => {
  class CurrentUser extends SecurityProvider<string> {
    provide(@Security(token) me: Me): string {
      return me.sub;
    }
  }
  class Loud extends CurrentUser {
    override provide(@Security(token) me: Me): string {
      return super.provide(me).toUpperCase();
    }
  }
  class Inherits extends Loud {}
  class Forgets extends CurrentUser {
    override provide(me: Me): string {
      return super.provide(me);
    }
  }

  test("that inherits provide inherits its needs", async () => {
    const handler = fakeSecurity()({ me: Inherits }, ({ me }) => me);
    expect([(await ask(handler, alice)).body, await status(handler)]).toEqual(["ALICE", 401]);
  });

  test("that overrides provide without declaring its needs does not start: the context would stand in for the principal", () => {
    expect(refusalOf(() => fakeSecurity().guard(Forgets))).toMatchObject({ name: "ConfigurationError" });
  });
});

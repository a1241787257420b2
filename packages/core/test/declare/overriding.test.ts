import { describe, expect, test } from "vitest";
import { bearer, Dependency, Open, Security } from "../../src/index.js";
import { fakeSecurity, refusalOf } from "../adapt/fake-framework.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));
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

class Bare extends ItemsCrud {
  override list(): unknown {
    return "bare";
  }
}
class BareBelowBare extends Bare {
  override list(): unknown {
    return "bare below bare";
  }
}
class OpenBelowBare extends Bare {
  @Open()
  override list(): unknown {
    return "open below bare";
  }
}
class OpenOverride extends ItemsCrud {
  @Open()
  override list(): unknown {
    return "open";
  }
}
class OpenBelowOpen extends OpenOverride {
  @Open()
  override list(): unknown {
    return "open below open";
  }
}
class OnlyServices extends ItemsCrud {
  override list(@Dependency(Items) items: Items): unknown {
    return items;
  }
}
class OpenBelowServices extends OnlyServices {
  @Open()
  override list(): unknown {
    return "open below services";
  }
}
class Field extends ItemsCrud {
  override list = (): unknown => "field";
}
class Accessor extends ItemsCrud {}
Object.defineProperty(Accessor.prototype, "list", { get: () => () => "accessor" });

describe("S-299 an override that drops what a base demands does not start", () => {
  test.each([Bare, BareBelowBare, OpenBelowBare, OpenOverride, OpenBelowOpen, OnlyServices, OpenBelowServices, Field, Accessor])(
    "$name",
    (controller) => {
      expect(refusalOf(() => fakeSecurity()(controller, "list"))).toMatchObject({ name: "ConfigurationError" });
    },
  );

  test("a method that was replaced on the prototype, and one on the instance, are not what was declared", () => {
    class Patched extends ItemsCrud {}
    Patched.prototype.list = () => "patched";
    class Assigns extends ItemsCrud {
      constructor() {
        super();
        this.list = () => "assigned";
      }
    }
    for (const controller of [Patched, Assigns]) {
      expect(refusalOf(() => fakeSecurity()(controller, "list"))).toMatchObject({ code: "no_security" });
    }
  });
});

import {
  container as globalContainer,
  delay,
  inject,
  injectable,
  injectAll,
  injectWithTransform,
  Lifecycle,
  type DependencyContainer,
} from "tsyringe";
import { describe, expect, test } from "vitest";
import { ConfigurationError, type Token } from "../../src/index.js";
import { ask, expectNeverShared, FakeApp, fakeSecurity, ownContainer } from "../adapt/fake-framework.js";

let made = 0;
/** Belongs to a request by its registration alone: nothing in its constructor tells. */
@injectable()
class Unit {
  readonly number = (made += 1);
}
@injectable()
class Middle {
  constructor(@inject(Unit) readonly unit: Unit) {}
}
@injectable()
class Plain {
  constructor(@inject(Middle) private readonly middle: Middle) {}
  get unit(): Unit | undefined {
    return this.middle.unit;
  }
}
@injectable()
class WithOptional {
  constructor(@inject(Middle, { isOptional: true }) private readonly middle: Middle) {}
  get unit(): Unit | undefined {
    return this.middle.unit;
  }
}
@injectable()
class WithAll {
  constructor(@injectAll(Middle) private readonly all: readonly Middle[]) {}
  get unit(): Unit | undefined {
    return this.all[0]?.unit;
  }
}
@injectable()
class UnitOf {
  constructor(@inject(Unit) private readonly unit: Unit) {}
  transform(): Unit {
    return this.unit;
  }
}
class Nothing {}
@injectable()
class WithTransform {
  constructor(@injectWithTransform(Nothing, UnitOf) readonly unit: Unit) {}
}
@injectable()
class WithUnits {
  constructor(@injectAll("units") private readonly units: readonly Unit[]) {}
  get unit(): Unit | undefined {
    return this.units[0];
  }
}
@injectable()
class WithDelay {
  constructor(@inject(delay(() => Unit)) private readonly delayed: Unit) {}
  /** The delayed object is a proxy, another one for each holder: what it stands for has a number. */
  get unit(): number {
    return this.delayed.number;
  }
}

function withUnit(app: DependencyContainer = ownContainer()): DependencyContainer {
  app.register("units", { useFactory: (asked) => asked.resolve(Unit) }).register("units", { useValue: new Unit() });
  return app.register(Unit, { useClass: Unit }, { lifecycle: Lifecycle.ContainerScoped });
}

const ways: readonly (readonly [string, Token<{ readonly unit: unknown }>])[] = [
  ["injected", Plain],
  ["injected as optional", WithOptional],
  ["injected with all its kind", WithAll],
  ["injected through a transform", WithTransform],
  ["injected by the first of two factories", WithUnits],
  ["injected with delay()", WithDelay],
];

describe("tsyringe trap 12: a container-scoped object is never served to two requests", () => {
  test.each(ways)("%s below a transient class", async (_, need) => {
    await expectNeverShared(withUnit(), need, (it) => it.unit);
  });

  test("asked for itself", async () => {
    await expectNeverShared(withUnit(), Unit);
  });

  test("registered in a parent, after the application's container was made of it", async () => {
    const parent = ownContainer();
    const app = parent.createChildContainer();
    withUnit(parent);
    await expectNeverShared(app, Plain, ({ unit }) => unit);
  });

  test("decorated for the global container, after the application's container was made of it", async () => {
    const app = ownContainer();
    @injectable()
    class Late {}
    globalContainer.register(Late, { useClass: Late }, { lifecycle: Lifecycle.ContainerScoped });
    await expectNeverShared(app, Late);
  });

  test("registered after the route was declared, before the application is sealed", async () => {
    const app = ownContainer();
    const given: unknown[] = [];
    const secure = fakeSecurity({ container: app });
    const handler = secure.open({ it: Plain }, ({ it }) => void given.push(it.unit));
    withUnit(app);
    try {
      secure.seal(new FakeApp().add("GET", "/", [handler]));
      await ask(handler);
      await ask(handler);
      expect(given[0]).not.toBe(given[1]);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
    }
  });
});

test("one request has one container-scoped object, whoever asks", async () => {
  const given: unknown[] = [];
  const handler = fakeSecurity({ container: withUnit() }).open({ a: Unit, b: Middle, c: Plain }, ({ a, b, c }) =>
    given.push(a === b.unit && b.unit === c.unit),
  );
  await ask(handler);
  expect(given).toEqual([true]);
});

import { delay, inject, injectable, injectAll, singleton } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { Dependency, Open } from "../../src/index.js";
import { ask, fakeSecurity, ownContainer } from "../adapt/fake-framework.js";

/** How many child containers a request makes, once everything is set up. */
async function childrenOf(controller: new (...parameters: never[]) => { answer(): unknown }, own = ownContainer()): Promise<number> {
  const secure = fakeSecurity({ container: own });
  const handler = secure(controller, "answer");
  const made = vi.spyOn(own, "createChildContainer");
  await ask(handler);
  const { status } = await ask(handler);
  expect(status).toBe(200);
  return made.mock.calls.length / 2;
}

@singleton()
class Clock {}

@injectable()
class Log {
  constructor(@inject(Clock) readonly clock: Clock) {}
}

abstract class Answering {
  @Open()
  answer(): object {
    return { kind: this.constructor.name };
  }
}

describe("a class whose parameters are known for certain", () => {
  @injectable()
  class Certain extends Answering {
    constructor(
      @inject(Clock) readonly clock: Clock,
      @inject(Log) readonly log: Log,
      @inject("size") readonly size: number,
    ) {
      super();
    }

    @Open()
    override answer(): object {
      return { clock: this.clock === this.log.clock, log: this.log instanceof Log, size: this.size };
    }
  }

  test("is made for each request without a container, of what the container would give it", async () => {
    const own = ownContainer();
    own.register("size", { useValue: 3 });
    expect(await childrenOf(Certain, own)).toBe(0);
    const handler = fakeSecurity({ container: own })(Certain, "answer");
    expect((await ask(handler)).body).toEqual({ clock: true, log: true, size: 3 });
  });

  test("is another one for each request", async () => {
    const seen = new Set<object>();
    @injectable()
    class Kept {
      @Open()
      answer(@Dependency(Log) log: Log): object {
        seen.add(this).add(log);
        return {};
      }
    }
    const handler = fakeSecurity()(Kept, "answer");
    for (let request = 0; request < 3; request += 1) await ask(handler);
    expect(seen.size).toBe(6);
  });
});

describe("the container is still asked for a class over", () => {
  const own = () =>
    ownContainer()
      .register("several", { useClass: Log })
      .register("made", { useFactory: () => new Date() });

  @injectable()
  class Several extends Answering {
    constructor(@injectAll("several") readonly several: readonly Log[]) {
      super();
    }
  }
  @injectable()
  class Maybe extends Answering {
    constructor(@inject("missing", { isOptional: true }) readonly missing: unknown) {
      super();
    }
  }
  @injectable()
  class Later extends Answering {
    constructor(@inject(delay(() => Log)) readonly log: Log) {
      super();
    }
  }
  @injectable()
  class OfFactory extends Answering {
    constructor(@inject("made") readonly made: Date) {
      super();
    }
  }

  test.each([Several, Maybe, Later, OfFactory])("%o: it may find something of the request there", async (controller) => {
    expect(await childrenOf(controller, own())).toBe(1);
  });
});

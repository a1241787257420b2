import { inject, injectable } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { fakeSecurity, givenToTwo, ownContainer, refusalOf } from "../adapt/fake-framework.js";

@injectable()
class Items {
  readonly kind = "items";
}
@injectable()
class Base {
  constructor(@inject(Items) readonly items: Items) {}
}

describe("toolchain trap 12: a parameter without a word of its own does not start", () => {
  interface Clock {
    now(): number;
  }
  @injectable()
  class WithInterface {
    constructor(readonly clock: Clock) {}
  }
  @injectable()
  class WithPrimitive {
    constructor(
      @inject(Items) readonly items: Items,
      readonly name: string,
    ) {}
  }

  test.each([
    ["an interface", WithInterface, 0],
    ["a primitive", WithPrimitive, 1],
  ])("%s", (_, need, index) => {
    const error = refusalOf(() => fakeSecurity().open({ it: need }, () => null));
    expect(error).toMatchObject({ code: "missing_binding", message: expect.stringContaining("@inject(Token)") as string });
    expect(error.message).toContain(`Parameter ${index} of the constructor of ${need.name}`);
  });
});

test("tsyringe trap 13: without reflect-metadata a class with dependencies does not start; one without any does", async () => {
  class Alone {
    readonly kind = "alone";
  }
  const getMetadata = vi.spyOn(Reflect, "getMetadata").mockReturnValue(undefined);
  const getOwnMetadata = vi.spyOn(Reflect, "getOwnMetadata").mockReturnValue(undefined);
  try {
    expect(refusalOf(() => fakeSecurity().open({ it: Base }, () => null))).toMatchObject({ code: "arity" });
    expect(await givenToTwo(ownContainer(), Alone, ({ kind }) => kind)).toEqual(["alone", "alone"]);
  } finally {
    getMetadata.mockRestore();
    getOwnMetadata.mockRestore();
  }
});

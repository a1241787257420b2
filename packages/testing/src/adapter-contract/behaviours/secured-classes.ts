import "reflect-metadata";
import { bearer, Open, Security, type ProviderValue } from "@ampoule/core";
import { inject, injectable } from "tsyringe";

interface Sub {
  readonly sub: string;
}

export const scopedToken: ProviderValue<Sub, "read" | "write"> = bearer({
  verify: (text) => ({ sub: text, scopes: ["read"] }),
  scopes: ["read", "write"],
});
export const plainToken: ProviderValue<Sub> = bearer((text) => ({ sub: text }));

export class Base {
  show(@Security(plainToken) me: Sub): string {
    return me.sub;
  }
}

export class Inherits extends Base {}

export class Overrides extends Base {
  override show(me: Sub): string {
    return `${me.sub}!`;
  }
}

export class Loosens extends Base {
  @Open()
  override show(): string {
    return "open";
  }
}

export class LoosensTwice extends Loosens {
  @Open()
  override show(): string {
    return "open";
  }
}

export class Secures extends Base {
  override show(@Security(plainToken) me: Sub): string {
    return `${me.sub}!`;
  }
}

export class Undecorated {
  show(): string {
    return "reached";
  }
}

export class Both {
  @Open()
  show(@Security(plainToken) me: Sub): string {
    return me.sub;
  }
}

export class TooMany {
  // oxlint-disable-next-line max-params -- one more than any framework gives
  show(@Security(plainToken) me: Sub, a: unknown, b: unknown, c: unknown, d: unknown): unknown[] {
    return [me, a, b, c, d];
  }
}

@injectable()
export class NeedsUnknown {
  constructor(@inject("unknown") readonly value: unknown) {}
}

export class Odd {
  hasOwnProperty(@Security(plainToken) me: Sub): boolean {
    return me.sub === "a";
  }
}

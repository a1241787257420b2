import { inject, injectable, injectAll } from "tsyringe";
import { expect, test } from "vitest";
import { REQUEST, type RequestView } from "../../src/index.js";
import { fakeSecurity, givenToTwo, ownContainer, refusalOf } from "../adapt/fake-framework.js";

@injectable()
class Mailer {
  readonly host: string = "mail.example";
}
@injectable()
class Silent extends Mailer {
  override readonly host = "nowhere";
}
@injectable()
class PerRequest extends Mailer {
  constructor(@inject(REQUEST) readonly request: RequestView) {
    super();
  }
}
@injectable()
class Letters {
  constructor(@inject(Mailer) readonly mailer: Mailer) {}
}

test("a child container handed in as the application's: its own registrations stand in for its parent's", async () => {
  const app = ownContainer().registerSingleton(Letters).createChildContainer().register(Mailer, { useClass: Silent });
  expect(await givenToTwo(app, Letters, ({ mailer }) => mailer.host)).toEqual(["nowhere", "nowhere"]);
});

test("tsyringe trap 3: a parent's singleton is captured by what the child puts below it", () => {
  const app = ownContainer().registerSingleton(Letters).createChildContainer().register(Mailer, { useClass: PerRequest });
  const error = refusalOf(() => fakeSecurity({ container: app }).open({ it: Letters }, () => null));
  expect(error).toMatchObject({ code: "captured_request" });
});

test("toolchain trap 9: only the child's own registrations of a kind are looked at, as only they are resolved", async () => {
  @injectable()
  class All {
    constructor(@injectAll("mailers") readonly mailers: readonly Mailer[]) {}
  }
  const parent = ownContainer().register("mailers", { useClass: PerRequest });
  const app = parent.createChildContainer().register("mailers", { useClass: Silent }).registerSingleton(All);
  expect(await givenToTwo(app, All, ({ mailers }) => mailers.length)).toEqual([1, 1]);
});

import { predicateAwareClassFactory } from "tsyringe";
import { expect, test, vi } from "vitest";
import { bearer, narrow, Security, SecurityProvider, token as tokenOf } from "../../src/index.js";
import { ask, fakeSecurity, ownContainer } from "../adapt/fake-framework.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));
const admin = narrow(token, "admin", (me): me is Me & { sub: "root" } => me.sub === "root");
const alice = "Authorization: Bearer alice";
const reached = vi.fn<(by: string) => void>();

class Members {
  show(@Security(token) me: Me): void {
    reached(`members ${me.sub}`);
  }
}
class Admins {
  show(@Security(admin) me: Me): void {
    reached(`admins ${me.sub}`);
  }
}

/** A controller behind a feature flag, as tsyringe's documentation has it. */
function flagged<T>(name: string, on: new () => T, off: new () => T) {
  const FLAGGED = tokenOf<T>(name);
  const flag = { isOn: false };
  const container = ownContainer().register(FLAGGED, { useFactory: predicateAwareClassFactory<T>(() => flag.isOn, on, off) });
  return { FLAGGED, flag, container };
}

test("a controller whose class changes after set-up never runs under the other class's demands", async () => {
  const { FLAGGED, flag, container } = flagged<Members | Admins>("controller", Admins, Members);
  const handler = fakeSecurity({ container })(FLAGGED, "show");
  await ask(handler, alice);
  expect(reached.mock.calls).toEqual([["members alice"]]);
  flag.isOn = true;
  await ask(handler, alice).catch(() => undefined);
  expect(reached).not.toHaveBeenCalledWith("admins alice");
});

class ByToken extends SecurityProvider<string> {
  provide(@Security(token) me: Me): string {
    return me.sub;
  }
}
class ByAdmin extends SecurityProvider<string> {
  provide(@Security(admin) me: Me): string {
    return `admin ${me.sub}`;
  }
}

test("the same for a provider class that stands for another one", async () => {
  const flag = { isOn: false };
  const factory = predicateAwareClassFactory<SecurityProvider<string>>(() => flag.isOn, ByAdmin, ByToken);
  class Flagged extends SecurityProvider<string> {
    provide(): string {
      return "";
    }
  }
  const container = ownContainer().register(Flagged, { useFactory: factory });
  const handler = fakeSecurity({ container })({ me: Flagged }, ({ me }) => me);
  expect((await ask(handler, alice)).body).toBe("alice");
  flag.isOn = true;
  const answer = await ask(handler, alice).catch(() => ({ body: undefined }));
  expect(answer.body).not.toBe("admin alice");
});

import { describe, expect, test } from "vitest";
import { anyOf, provider, scoped, Security, securityParam, SecurityProvider, type AnyProvider } from "../../src/index.js";
import { ask, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";
import { carriers, CurrentUser, Indirect, key, reader, token, user, type Claims, type Scope } from "./carriers.js";

async function statuses(of: (...scopes: Scope[]) => AnyProvider): Promise<readonly number[]> {
  const secure = fakeSecurity();
  const ask1 = async (...scopes: Scope[]) =>
    ask(
      secure({ me: of(...scopes) }, () => "in"),
      reader,
    );
  return [(await ask1("read")).status, (await ask1("write")).status, (await ask1("read", "write")).status];
}

describe("scopes flow down through", () => {
  test.each(carriers)("%s", async (_, carrier) => {
    expect(await statuses((...scopes) => scoped(carrier, ...scopes))).toEqual([200, 403, 403]);
  });

  test.each([
    ["a class", CurrentUser],
    ["a class over a class", Indirect],
  ])("%s", async (_, carrier) => {
    const holder = (...scopes: Scope[]) => {
      class Holder extends SecurityProvider<Claims> {
        provide(@Security(carrier, ...scopes) claims: Claims): Claims {
          return claims;
        }
      }
      return Holder;
    };
    expect(await statuses(holder)).toEqual([200, 403, 403]);
  });

  test("a securityParam's own scopes, and @Security's", async () => {
    const Reader = securityParam(user);
    class Controller {
      list(@Reader("read") me: Claims): string {
        return me.sub;
      }
      add(@Reader("write") me: Claims): string {
        return me.sub;
      }
      drop(@Security(user, "read", "write") me: Claims): string {
        return me.sub;
      }
    }
    const secure = fakeSecurity();
    const answers = [];
    for (const name of ["list", "add", "drop"] as const) answers.push(await ask(secure(Controller, name), reader));
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403]);
    expect(answers[2]?.challenge).toContain('scope="read write"');
  });
});

test("scopes that one alternative demands are not demanded of another that shares a part with it", async () => {
  const caller = anyOf(token, key);
  const secure = fakeSecurity();
  const choices = {
    "read first": anyOf(scoped(caller, "read"), scoped(caller, "write")),
    "write first": anyOf(scoped(caller, "write"), scoped(caller, "read")),
  };
  for (const [name, choice] of Object.entries(choices)) {
    expect({
      name,
      status: (
        await ask(
          secure({ me: choice }, () => "in"),
          reader,
        )
      ).status,
    }).toEqual({ name, status: 200 });
  }
});

test("scopes add up from the outside in, each once, and all are named", async () => {
  const inner = scoped(token, "read");
  const outer = scoped(
    scoped(
      provider({ inner }, ({ inner }) => inner),
      "write",
    ),
    "read",
  );
  const answer = await ask(
    fakeSecurity()({ me: outer }, () => "in"),
    reader,
  );
  expect([answer.status, answer.challenge]).toEqual([403, expect.stringMatching(/scope="(read write|write read)"/)]);
});

test("a class's undeclared or unenforced scope does not start", () => {
  class Typo {
    show(@Security(CurrentUser, "raed") me: Claims): string {
      return me.sub;
    }
  }
  class Alone extends SecurityProvider<string> {
    provide(): string {
      return "somebody";
    }
  }
  expect(refusalOf(() => fakeSecurity()(Typo, "show"))).toMatchObject({
    code: "unenforced_scope",
    message: expect.stringContaining("raed") as string,
  });
  expect(refusalOf(() => fakeSecurity().guard(Alone, "read"))).toMatchObject({ code: "unenforced_scope" });
});

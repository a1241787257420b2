import { describe, expect, test } from "vitest";
import { anyOf, bearer, Dependency, Guarded, optional, provider, Security, token as named, type ProviderValue } from "../../src/index.js";
import { ask, FakeApp, fakeSecurity, ownContainer, refusalOf } from "./fake-framework.js";

interface Claims {
  readonly sub: string;
  readonly scopes: readonly string[];
}
const scopes = ["read", "write"] as const;
const token = bearer({ scopes, verify: (sub): Claims => ({ sub, scopes: ["read"] }) });
const name = provider({ token }, ({ token: { sub } }) => sub);
const alice = "Authorization: Bearer alice";

const standIn = (sub: string): ProviderValue<string> => provider({}, () => sub);

class Mail {
  readonly kind: string = "mail";
}
class Post extends Mail {
  override readonly kind = "post";
}
const Sender = named<Mail>("Sender");

class Controller {
  reads(@Security(token, "read") { sub }: Claims): string {
    return sub;
  }
  writes(@Security(token, "write") { sub }: Claims): string {
    return sub;
  }
  first(@Security(name) me: string, @Dependency(Mail) mail: Mail): string {
    return `${me} ${mail.kind}`;
  }
  last(@Dependency(Mail) mail: Mail, @Security(name) me: string): string {
    return `${me} ${mail.kind}`;
  }
  @Guarded(name)
  guarded(@Dependency(Mail) mail: Mail): string {
    return mail.kind;
  }
  @Guarded(token, "write")
  guardedMore(@Dependency(Mail) mail: Mail): string {
    return mail.kind;
  }
  maybe(@Security(optional(name)) me: string | null): string {
    return me ?? "nobody";
  }
}

describe("handlers that need the same", () => {
  test("see an override and its end, each of them", async () => {
    const secure = fakeSecurity();
    const handlers = [1, 2].map((index) => secure({ name }, ({ name }) => [index, name]));
    const answers = () => Promise.all(handlers.map(async (handler) => (await ask(handler, alice)).body));
    const one = secure.override(name, standIn("bob"));
    expect(await answers()).toEqual([
      [1, "bob"],
      [2, "bob"],
    ]);
    one.restore();
    expect(await answers()).toEqual([
      [1, "alice"],
      [2, "alice"],
    ]);
  });

  test("see what is registered before the application is sealed, also where one was declared before", async () => {
    const container = ownContainer().register(Sender, { useClass: Mail });
    const secure = fakeSecurity({ container });
    const guards = [secure.guard(name), secure.guard(name)];
    const handlers = [secure({ name, sender: Sender }, ({ sender }) => sender.kind)];
    container.register(Sender, { useClass: Post });
    handlers.push(secure({ name, sender: Sender }, ({ sender }) => sender.kind));
    secure.seal(new FakeApp().add("GET", "/a", [...guards, ...handlers]));
    for (const handler of handlers) expect(await ask(handler, alice)).toMatchObject({ body: "post" });
  });

  test("are each refused by name: one that is marked open as well, one that takes more than it is given", () => {
    const secure = fakeSecurity();
    secure({ name }, ({ name }) => name);
    const open = refusalOf(() => secure.open({ name: name as never }, function wide() {}));
    expect(open.message).toMatch(/^wide is marked open and asks for security/);
    const greedy = refusalOf(() => secure({ name }, ((_needs: unknown, _call: unknown, _next: unknown, _more: unknown) => {}) as never));
    expect(greedy.message).toMatch(/takes 3 of the framework's arguments/);
  });

  test("are refused each time where scopes would not be enforced", () => {
    const secure = fakeSecurity();
    const unenforced = provider({}, () => "anybody");
    const declare = () => secure.guard(unenforced, ...(["read"] as never[]));
    expect(refusalOf(declare).message).toBe(refusalOf(declare).message);
  });
});

describe("what is alike is not taken for the same", () => {
  test.each([
    ["reads", 200, "alice"],
    ["writes", 403, undefined],
    ["first", 200, "alice mail"],
    ["last", 200, "alice mail"],
    ["guarded", 200, "mail"],
    ["guardedMore", 403, undefined],
    ["maybe", 200, "alice"],
  ] as const)("a method of one controller among others: %s", async (method, status, body) => {
    const secure = fakeSecurity();
    for (const one of ["reads", "writes", "first", "last", "guarded", "guardedMore", "maybe"] as const) secure(Controller, one);
    const answer = await ask(secure(Controller, method), alice);
    expect(answer.status).toBe(status);
    if (body !== undefined) expect(answer.body).toBe(body);
    expect((await ask(secure(Controller, method))).status).toBe(method === "maybe" ? 200 : 401);
  });

  test("a guard for one scope, and for another", async () => {
    const secure = fakeSecurity();
    const [reads, writes] = [secure.guard(token, "read"), secure.guard(token, "write")];
    expect((await ask(reads, alice)).status).toBe(0);
    expect((await ask(writes, alice)).status).toBe(403);
  });

  test("the same providers under each other's names", async () => {
    const secure = fakeSecurity();
    const other = anyOf(provider({ token }, ({ token: { sub } }) => sub.toUpperCase()));
    const one = secure({ a: name, b: other }, ({ a, b }) => [a, b]);
    const swapped = secure({ a: other, b: name }, ({ a, b }) => [a, b]);
    expect((await ask(one, alice)).body).toEqual(["alice", "ALICE"]);
    expect((await ask(swapped, alice)).body).toEqual(["ALICE", "alice"]);
  });
});

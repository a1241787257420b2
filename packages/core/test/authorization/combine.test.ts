import { describe, expect, test, vi } from "vitest";
import { abstain, allow, deny, policies, policy, UnavailableError, type Policy, type Verdict } from "../../src/index.js";
import { decided } from "./decisions.js";

const verdicts = { yes: allow, no: deny(), abstains: abstain } as const;
type Said = keyof typeof verdicts;
type Saying = readonly [way: string, say: (name: string, said: Said) => Policy<unknown>];

const ways: readonly Saying[] = [
  ["at once", (name, said) => policy(name, () => verdicts[said])],
  ["later", (name, said) => policy(name, async () => verdicts[said])],
  // oxlint-disable-next-line unicorn/no-thenable -- a promise of somebody else's
  ["as somebody else's promise", (name, said) => policy(name, () => ({ then: (done) => done?.(verdicts[said]) as never }))],
  ["in booleans", (name, said) => policy(name, () => (said === "abstains" ? abstain : said === "yes"))],
];

/** What a policy says, which is more than what comes of it: whether it denies or abstains shows in its opposite. */
async function said(one: Policy<unknown>): Promise<Said> {
  const [own, opposite] = [(await decided(one)).status, (await decided(policies.not(one))).status];
  if (own === 200) return "yes";
  return opposite === 200 ? "no" : "abstains";
}

/** What two say, then what `all`, `any`, `xor` and `nor` of them say. */
const table: readonly (readonly [Said, Said, all: Said, any: Said, xor: Said, nor: Said])[] = [
  ["yes", "yes", "yes", "yes", "no", "no"],
  ["yes", "no", "no", "yes", "yes", "no"],
  ["yes", "abstains", "abstains", "yes", "abstains", "no"],
  ["no", "yes", "no", "yes", "yes", "no"],
  ["no", "no", "no", "no", "no", "yes"],
  ["no", "abstains", "no", "abstains", "abstains", "abstains"],
  ["abstains", "yes", "abstains", "yes", "abstains", "no"],
  ["abstains", "no", "no", "abstains", "abstains", "abstains"],
  ["abstains", "abstains", "abstains", "abstains", "abstains", "abstains"],
];

describe.each(ways)("X-16 policies that answer %s", (_, say) => {
  test.each(table)("%s and %s", async (one, other, ...expected) => {
    const [a, b] = [say("a", one), say("b", other)];
    const combined = [policies.all(a, b), policies.any(a, b), policies.xor(a, b), policies.nor(a, b)];
    expect(await Promise.all(combined.map(said))).toEqual(expected);
  });

  test("not", async () => {
    expect(await Promise.all((["yes", "no", "abstains"] as const).map((one) => said(policies.not(say("a", one)))))).toEqual([
      "no",
      "yes",
      "abstains",
    ]);
  });

  test("one alone, and three", async () => {
    const [yes, no, abstains] = (["yes", "no", "abstains"] as const).map((one) => say(one, one)) as [
      Policy<unknown>,
      Policy<unknown>,
      Policy<unknown>,
    ];
    const combined = [
      policies.all(yes),
      policies.any(no),
      policies.nor(no),
      policies.all(yes, yes, no),
      policies.any(no, abstains, yes),
      policies.all(yes, abstains, no),
    ];
    expect(await Promise.all(combined.map(said))).toEqual(["yes", "no", "yes", "no", "yes", "no"]);
  });
});

test("H3 where nothing decides, nobody passes, and nobody passes for the opposite either", async () => {
  const silent = policy("silent", (() => undefined) as never);
  for (const one of [policy("abstains", () => abstain), silent]) {
    for (const asked of [
      one,
      policies.not(one),
      policies.not(policies.not(one)),
      policies.nor(one),
      policies.all(one),
      policies.any(one),
    ]) {
      const { status, events } = await decided(asked);
      expect([status, events[0]?.reason], asked.name).toEqual([403, "nothing decided"]);
    }
  }
});

test.each([
  [{ kind: "allow" }],
  [{ ...JSON.parse(JSON.stringify(allow)) }],
  [Object.create(allow)],
  [[allow]],
  [() => allow],
  [deny],
  ["allow"],
])("only a verdict is one: %o permits nobody", async (answer: unknown) => {
  expect((await decided(policy("odd", () => answer as Verdict))).status).toBe(403);
  expect((await decided(policies.not(policy("odd", () => answer as Verdict)))).status).toBe(403);
});

describe("what is thrown is a fault, and neither a permission nor a denial", () => {
  const throws = policy("throws", () => {
    throw new RangeError("broken");
  });
  const rejects = policy("rejects", () => Promise.reject(new RangeError("broken")));
  const yes = policy("yes", () => true);
  const no = policy("no", () => false);

  test.each([throws, rejects])("$name", async (broken) => {
    const combined = [
      policies.not(broken),
      policies.all(yes, broken),
      policies.any(no, broken),
      policies.xor(no, broken),
      policies.xor(broken, yes),
      policies.nor(no, broken),
      policies.concealed(broken),
    ];
    for (const one of combined) await expect(decided(one), one.name).rejects.toBeInstanceOf(RangeError);
  });

  test("what cannot tell because the world is broken is 503", async () => {
    const down = policy("down", () => Promise.reject(new UnavailableError("down")));
    expect((await decided(policies.any(down, yes))).status).toBe(503);
  });

  test("what is not needed is not asked, and policies are asked one after another", async () => {
    const log: string[] = [];
    const slow = (name: string, answer: boolean) =>
      policy(name, async () => {
        log.push(name);
        await Promise.resolve();
        log.push(`${name} ends`);
        return answer;
      });
    await decided(policies.all(slow("a", true), slow("b", false), throws));
    await decided(policies.any(slow("c", false), slow("d", true), throws));
    expect(log).toEqual(["a", "a ends", "b", "b ends", "c", "c ends", "d", "d ends"]);
  });
});

test("principal, resource and context reach every part", async () => {
  const check = vi.fn<(...parameters: unknown[]) => boolean>(() => true);
  const seen = policy("seen", check);
  await decided(
    policies.concealed(
      policies.all(
        policies.any(seen),
        policies.xor(
          seen,
          policy("no", () => false),
        ),
        policies.not(policies.nor(seen)),
      ),
    ),
  );
  expect(check).toHaveBeenCalledTimes(3);
  for (const call of check.mock.calls) expect(call).toMatchObject([{ sub: "alice" }, undefined, { request: { method: "GET" } }]);
});

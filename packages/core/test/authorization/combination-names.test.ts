import { describe, expect, test } from "vitest";
import { ConfigurationError, deny, policies, policy } from "../../src/index.js";
import { refusalOf } from "../adapt/fake-framework.js";
import { decided } from "./decisions.js";

describe("names and reasons tell the operator what was asked, and what denied", () => {
  const editor = policy("editor", () => deny("has member"));
  const owner = policy("owner", () => false);
  const open = policy("open", () => true);

  test.each([
    [policies.all(open, owner), "(open and owner)", "owner"],
    [policies.any(editor, owner), "(editor or owner)", "has member; owner"],
    [policies.all(policies.any(editor, owner), open), "((editor or owner) and open)", "has member; owner"],
    [policies.not(open), "not open", undefined],
    [policies.all(open, policies.not(open)), "(open and not open)", "not open"],
    [policies.xor(open, open), "(either open or open)", "open; open"],
    [policies.xor(editor, owner), "(either editor or owner)", "has member; owner"],
    [policies.nor(owner, open), "(neither owner nor open)", undefined],
    [policies.concealed(editor), "editor", "has member"],
    [editor, "editor", "has member"],
    [owner, "owner", undefined],
  ] as const)("%o", async (one, name, reason) => {
    const { events } = await decided(one);
    expect(events).toMatchObject([{ type: "denied", code: name, reason, subject: "alice" }]);
  });

  test("S-316 a reason cannot forge a log line", async () => {
    const { events } = await decided(policy("odd\r\nname", () => deny("title:\r\nLOG granted\u001b[2J")));
    expect(events).toMatchObject([{ code: "odd\\u000d\\u000aname", reason: "title:\\u000d\\u000aLOG granted\\u001b[2J" }]);
  });
});

describe("a denial that is concealed is 404, also of a combination of which it is a part", () => {
  const hidden = policies.concealed(policy("hidden", () => false));
  const open = policy("open", () => true);

  test.each([
    [hidden, 404],
    [policies.all(open, hidden), 404],
    [
      policies.any(
        hidden,
        policy("no", () => false),
      ),
      404,
    ],
    [policies.any(hidden, open), 200],
    [policies.not(hidden), 200],
    [policies.not(open), 403],
  ] as const)("%o: %i", async (one, status) => {
    expect((await decided(one)).status).toBe(status);
  });
});

test.each([
  ["of nothing", () => Reflect.apply(policies.all, undefined, []) as unknown, "none"],
  ["of nothing", () => Reflect.apply(policies.nor, undefined, []) as unknown, "none"],
  ["with a gap", () => policies.any(undefined as never), "undefined"],
  ["with a gap", () => policies.not(undefined as never), "undefined"],
  ["with a function", () => policies.all((() => true) as never), "policy(name, check)"],
])("a combination %s does not start", (_, make, words) => {
  const error = refusalOf(make);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error.message).toContain(words);
});

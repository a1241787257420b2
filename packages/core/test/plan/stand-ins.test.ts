import { describe, expect, test } from "vitest";
import { absent, bearer, optional, provider, rejected, scoped, UnavailableError } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import { lateToken, token, type Claims } from "./carriers.js";

const claims = (...scopes: string[]): Claims => ({ sub: "stand-in", scopes });
const alice = "Authorization: Bearer alice";

/** What a handler that wants "write" answers while another provider stands in for its token. */
async function answerOf(run: () => unknown) {
  const secure = fakeSecurity();
  const handler = secure({ me: scoped(token, "write"), maybe: scoped(optional(token), "write") }, ({ me }) => me.sub);
  using _ = secure.override(token, provider({}, run) as typeof token);
  const { status, body } = await ask(handler, alice);
  return status === 200 ? body : status;
}

describe("S-306 scopes that are demanded of a scheme are demanded of what stands in for it", () => {
  test.each<[string, () => unknown, unknown]>([
    ["held", () => claims("write"), "stand-in"],
    ["held, late", async () => claims("write"), "stand-in"],
    ["missing", () => claims("read"), 403],
    ["missing, late", async () => claims("read"), 403],
    ["no scopes at all", () => ({ sub: "stand-in" }), 403],
    ["rejected", () => rejected("no"), 401],
    ["rejected, late", async () => rejected("no"), 401],
    ["absent", () => absent, 401],
    ["broken", () => Promise.reject(new UnavailableError("down")), 503],
  ])("%s", async (_, run, answer) => {
    expect(await answerOf(run)).toBe(answer);
  });

  test("a stand-in that has a scheme below it leaves them to that scheme", async () => {
    const secure = fakeSecurity();
    const handler = secure({ me: scoped(token, "read") }, ({ me }) => me.sub);
    const behind = provider({ token: lateToken }, ({ token }): Claims => ({ ...token, scopes: [] }));
    using _ = secure.override(token, behind);
    expect([(await ask(handler, alice)).body, (await ask(handler)).status]).toEqual(["alice", 401]);
  });
});

test("absent, where only half of what belongs together came: that half is verified, also late", async () => {
  const late = bearer(async (text) => (text === "good" ? { sub: text } : undefined));
  const handler = fakeSecurity()(
    { both: optional(provider({ late, token: optional(token), key: keyOf() }, ({ late }) => late)) },
    ({ both }) => [both],
  );
  expect((await ask(handler, "Authorization: Bearer bad")).status).toBe(401);
  expect((await ask(handler, "Authorization: Bearer good")).body).toEqual([null]);
});

function keyOf() {
  return provider({}, () => absent);
}

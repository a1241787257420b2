import { describe, expect, test } from "vitest";
import { grant, localKeys, mint, now, pairOf, verdict, verifierOf } from "./tokens.js";

const pair = await pairOf("ES256", "one");

/** Runs with members that every object seems to have. */
async function polluted<T>(members: Readonly<Record<string, unknown>>, run: () => Promise<T>): Promise<T> {
  const prototype = Object.prototype as Record<string, unknown>;
  Object.assign(prototype, members);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(members)) delete prototype[name];
  }
}

const claimed = {
  iss: "x",
  aud: "x",
  sub: "admin",
  exp: 9e9,
  iat: 0,
  nbf: 9e9,
  jti: "x",
  scope: "admin",
  nonce: "x",
  at_hash: "x",
  events: {},
};
const headed = { alg: "ES256", typ: "at+jwt", kid: "one", kind: "granted", algorithms: ["none"], key: 1, jwk: {}, keys: [] };
const settled = { credentials: true, origin: "*", active: true, admin: true, leeway: 60, clock: 1, cache: false, revoked: true };

describe("S-335 a polluted prototype", async () => {
  const changes = [{}, { exp: undefined }, { sub: undefined }, { iss: undefined }, { aud: undefined }, { exp: now }];
  const headers = [{ alg: undefined }, { typ: undefined }, { crit: ["x"] }, { kid: "two" }];
  const minted = [...changes.map((change) => mint(pair, change)), ...headers.map((header) => mint(pair, {}, header))];
  const tokens = [...(await Promise.all(minted)), "a.b.c", "", ".."];
  const verdicts = (of = verifierOf(localKeys(pair))) => Promise.all(tokens.map((token) => verdict(of, token)));

  test("changes no verdict", async () => {
    const clean = await verdicts();
    const verifier = verifierOf(localKeys(pair));
    expect(await polluted({ ...claimed, ...headed, ...settled }, () => verdicts(verifier))).toEqual(clean);
    expect(clean.slice(0, 6)).toEqual(["granted", "missing_exp", "missing_sub", "missing_iss", "missing_aud", "expired"]);
  });

  test("with members that jose looks for opens nothing", async () => {
    const verifier = verifierOf(localKeys(pair));
    const dirty = await polluted({ ...headed, crit: [], b64: true, header: { alg: "none" }, enc: "x", zip: "DEF" }, () =>
      verdicts(verifier),
    );
    expect(dirty.slice(1)).not.toContain("granted");
  });

  test("adds nothing to what a handler is given", async () => {
    const verifier = verifierOf(localKeys(pair));
    const token = await polluted({ ...claimed, ...settled }, async () => grant(verifier, await mint(pair, { scope: undefined })));
    expect(await polluted({ admin: true }, async () => token.claims["admin"])).toBeUndefined();
    expect(token).toMatchObject({ sub: "alice", scopes: [] });
  });
});

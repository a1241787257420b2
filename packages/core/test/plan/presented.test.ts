import { describe, expect, test } from "vitest";
import {
  absent,
  allOf,
  anyOf,
  bearer,
  granted,
  map,
  narrow,
  optional,
  policy,
  provider,
  require,
  scoped,
  type AnyProvider,
  type ProviderValue,
} from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import * as callers from "./callers.js";
import { key, lateToken, reader, token, type Claims, type Scope } from "./carriers.js";

const answer = async (of: AnyProvider, ...lines: string[]) =>
  ask(
    fakeSecurity()({ me: of }, ({ me }) => ({ me })),
    ...lines,
  );
const [alice, bob] = [
  { sub: "alice", scopes: ["read"] },
  { sub: "bob", scopes: ["read"] },
];

const acceptable: readonly (readonly [string, ProviderValue<unknown, Scope>])[] = [
  ["optional", optional(token)],
  ["optional, with a verifier that takes its time", optional(lateToken)],
  ["optional anyOf", optional(anyOf(token, key))],
  ["optional anyOf in anyOf", optional(anyOf(anyOf(token, key), key))],
  ["optional allOf with a choice", optional(allOf({ any: anyOf(token, key), token }))],
];

describe("scopes are demanded of nobody who brought nothing, where that is acceptable:", () => {
  test.each(acceptable)("%s", async (_, of) => {
    expect(await answer(scoped(of, "write"))).toMatchObject({ status: 200, body: { me: null } });
    expect((await answer(scoped(of, "write"), reader, "x-key: bob")).status).toBeGreaterThanOrEqual(400);
  });

  test("what was presented is held to them, also where a provider calls it absent: then there is nothing to hold", async () => {
    const of = optional(provider({ token }, ({ token }) => (token.sub === "alice" ? absent : token)));
    expect(await answer(scoped(of, "read"), reader)).toMatchObject({ status: 200, body: { me: null } });
    expect((await answer(scoped(of, "write"), "Authorization: Bearer bob")).status).toBe(403);
  });

  test("half of what belongs together is as good as nothing, if it is good", async () => {
    const pair = scoped(optional(allOf({ token, key })), "read");
    expect(await answer(pair, reader)).toMatchObject({ status: 200, body: { me: null } });
    expect(await answer(pair, reader, "x-key: bob")).toMatchObject({ status: 200, body: { me: { token: alice, key: bob } } });
  });
});

describe("anyOf asks only those that want everything that was presented", () => {
  const { key: one, token: other, who } = callers;
  const pair = allOf({ token: other, key: one });
  const good = { token: { is: "token" }, key: { is: "key" } };

  test.each([
    ["one or a pair", anyOf(one, pair)],
    ["one or a pair, with a pair that is a choice", anyOf(one, anyOf(pair))],
    ["either or both", anyOf(other, one, pair)],
  ])("%s: nothing that was presented stays unlooked at", async (_, of) => {
    expect(await who(of, ["token", "key"])).toEqual(good);
    expect(await who(of, ["badToken", "key"])).toBe(401);
    expect(await who(of, ["token", "badKey"])).toBe(401);
    expect(await who(of, ["key"])).toEqual({ is: "key" });
  });
});

describe("a policy that denies somebody who brought nothing", () => {
  const isAlice = (claims: Claims | null): claims is Claims => claims?.sub === "alice";
  const only = narrow(optional(token), "alice", isAlice);

  test.each([
    ["synchronously", only],
    ["asynchronously", require(optional(token), policy("alice", async (claims) => isAlice(claims)))],
  ])("%s: 401, since a credential would help; 403 to whoever brought one", async (_, of) => {
    expect(await answer(of)).toMatchObject({ status: 401, challenge: 'Bearer realm="api"' });
    expect(await answer(of, reader)).toMatchObject({ status: 200, body: { me: alice } });
    expect(await answer(of, "Authorization: Bearer bob")).toMatchObject({ status: 403, challenge: undefined });
  });

  test("beside another way in: 401 with the challenges of both", async () => {
    expect(await answer(anyOf(only, key))).toMatchObject({ status: 401, challenge: 'Bearer realm="api", APIKey realm="api"' });
  });

  test("below optional: lets them in as nobody", async () => {
    expect(await answer(optional(only))).toMatchObject({ status: 200, body: { me: null } });
    expect((await answer(optional(only), "Authorization: Bearer bob")).status).toBe(403);
  });

  test("is not meant where null is somebody's value, and nothing is optional", async () => {
    const nobody = require(provider({ token }, () => granted(null)), policy("no", () => false));
    expect((await answer(nobody, reader)).status).toBe(403);
  });
});

describe("a denial names every scope that is needed, also those demanded below", () => {
  const plain = bearer({ scopes: ["read", "write", "admin"], verify: () => ({ scopes: [] }) });
  const inner = scoped(plain, "read");

  test.each([
    ["optional", scoped(optional(inner), "write"), "read write"],
    ["anyOf", scoped(anyOf(inner), "write"), "read write"],
    ["optional anyOf", scoped(optional(anyOf(inner)), "write"), "read write"],
    ["anyOf of what is demanded twice", scoped(anyOf(scoped(inner, "admin")), "write"), "admin read write"],
    ["optional of a function", scoped(optional(map(inner, (one) => one)), "write"), "read write"],
    ["anyOf in anyOf, each scope once", scoped(anyOf(scoped(anyOf(inner), "write")), "read"), "read write"],
  ])("%s", async (_, of, scopes) => {
    const { status, challenge } = await answer(of, reader);
    const named = /scope="([^"]*)"/
      .exec(challenge ?? "")?.[1]
      ?.split(" ")
      .sort();
    expect([status, named?.join(" ")]).toEqual([403, scopes]);
  });

  test("a policy's denial stays without a hint", async () => {
    const denied = require(token, policy("no", () => false));
    expect(await answer(scoped(optional(denied), "read"), reader)).toMatchObject({ status: 403, challenge: undefined });
  });
});

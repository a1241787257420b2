import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { signingKeys, tokens, type Family, type TokenPair } from "@ampoule/accounts";
import { issued } from "../../accounts/test/tokens/issuing.js";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sqliteStore } from "../src/index.js";
import { temporaryFile } from "./temporary-file.js";

let file = "";
let remove = (): void => undefined;
beforeEach(() => ({ file, remove } = temporaryFile()));
afterEach(() => remove());

const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });
const issuerOver = (store: ReturnType<typeof sqliteStore>) =>
  tokens({ issuer: "i", audience: "a", keys, store, account: (id: string) => ({ id }) });

describe("a database that does not answer", () => {
  test("S-334 locked by another process is 503 in time; afterwards everything is as it was confirmed", async () => {
    using store = sqliteStore({ file, patience: 20 });
    const auth = issuerOver(store);
    const pair = await auth.signIn("alice");
    if (!("accessToken" in pair)) throw new Error(pair.code);
    const other = new DatabaseSync(file);
    other.exec("BEGIN EXCLUSIVE");
    await expect(auth.refresh(pair.refreshToken)).rejects.toThrow(UnavailableError);
    await expect(auth.signIn("bob")).rejects.toThrow(UnavailableError);
    await expect(auth.revokeAll("alice")).rejects.toThrow(UnavailableError);
    other.exec("ROLLBACK");
    other.close();
    expect(await auth.refresh(pair.refreshToken)).toMatchObject({ session: pair.session });
    expect(await auth.signIn("bob")).toMatchObject({ subject: "bob" });
  });

  test("closed is 503, and opened again it remembers", async () => {
    const store = sqliteStore({ file });
    const auth = issuerOver(store);
    const pair = await auth.signIn("alice");
    if (!("accessToken" in pair)) throw new Error(pair.code);
    store.close();
    store.close();
    await expect(auth.refresh(pair.refreshToken)).rejects.toThrow(UnavailableError);
    await expect(auth.signIn("alice")).rejects.toThrow(UnavailableError);
    using again = sqliteStore({ file });
    expect(await issuerOver(again).refresh(pair.refreshToken)).toMatchObject({ session: pair.session });
  });

  test("with a row that cannot be read is 503", async () => {
    using store = sqliteStore({ file });
    const auth = issuerOver(store);
    const pair = await auth.signIn("alice");
    if (!("accessToken" in pair)) throw new Error(pair.code);
    using other = new DatabaseSync(file);
    other.exec("UPDATE ampoule_families SET family = '{}'");
    await expect(auth.refresh(pair.refreshToken)).rejects.toThrow(UnavailableError);
  });
});

test("C8 what fails in the middle has not begun", () => {
  using store = sqliteStore({ file });
  const family: Family = {
    id: "a",
    subject: "alice",
    clientId: "c",
    scopes: [],
    epoch: 0,
    startedAt: 0,
    usedAt: 0,
    current: "d",
    spent: [],
    seed: undefined,
    idleUntil: 1_000,
    endsAt: 1_000,
    version: 1,
  };
  void store.create(family, 0);
  expect(() => store.create({ ...family, subject: "bob" }, 500)).toThrow(UnavailableError);
  expect(store.find("a")).toEqual(family);
  void store.create({ ...family, id: "b" }, 5_000);
  expect(store.find("a")).toBeUndefined();
});

test("C11 each sign-in deletes a few rows that have ended", async () => {
  using store = sqliteStore({ file });
  const family = (id: string, now: number): Family => ({
    id,
    subject: id,
    clientId: "c",
    scopes: [],
    epoch: 0,
    startedAt: now,
    usedAt: now,
    current: "d",
    spent: [],
    seed: undefined,
    idleUntil: now + 1_000,
    endsAt: now + 1_000,
    version: 1,
  });
  for (let index = 0; index < 30; index += 1) await store.create(family(`old-${index}`, 0), 0);
  await store.create(family("new", 5_000), 5_000);
  using other = new DatabaseSync(file);
  expect(other.prepare("SELECT count(*) AS rows FROM ampoule_families").get()).toEqual({ rows: 11 });
});

test("C11 refreshes forget seeds faster than they bring them", async () => {
  let now = 1_800_000_000_000;
  using store = sqliteStore({ file });
  using other = new DatabaseSync(file);
  const auth = tokens({ issuer: "i", audience: "a", keys, store, account: (id: string) => ({ id }), clock: () => now });
  const seeds = () => other.prepare("SELECT count(*) AS rows FROM ampoule_families WHERE seed IS NOT NULL").get()?.["rows"];
  const pairs: TokenPair[] = [];
  for (let index = 0; index < 30; index += 1) {
    const { refreshToken } = issued(await auth.signIn(`user-${index}`));
    pairs.push(issued(await auth.refresh(refreshToken)));
  }
  expect(seeds()).toBe(30);
  now += 11_000;
  for (const { refreshToken } of pairs.slice(0, 20)) await auth.refresh(refreshToken);
  expect(seeds()).toBe(20);
});

test("C11 denials delete denials that have ended, where nobody signs in", async () => {
  using store = sqliteStore({ file });
  for (let index = 0; index < 30; index += 1) await store.deny({ subject: "a", jti: `${index}`, until: 1_000, now: 0 });
  await store.endAll("a", { except: undefined, until: 1_000, now: 0 });
  await store.deny({ subject: "a", jti: "new", until: 9_000, now: 5_000 });
  await store.endAll("b", { except: undefined, until: 9_000, now: 5_000 });
  using other = new DatabaseSync(file);
  expect(other.prepare("SELECT jti FROM ampoule_denied").all()).toEqual([{ jti: "new" }]);
  expect(other.prepare("SELECT subject FROM ampoule_cut_offs").all()).toEqual([{ subject: "b" }]);
});

describe("set-up", () => {
  test("refuses what is no file, no database, and no number", () => {
    writeFileSync(file, "this is no database, and longer than a header of one would be: ".repeat(20));
    expect(() => sqliteStore({ file })).toThrow(ConfigurationError);
    expect(() => sqliteStore({ file: "" })).toThrow("needs a file");
    expect(() => sqliteStore({ file: "/nowhere/at/all.db" })).toThrow("cannot open");
    for (const patience of [-1, 1.5, 20_000, Number.NaN]) expect(() => sqliteStore({ file: ":memory:", patience })).toThrow("patience");
  });
});

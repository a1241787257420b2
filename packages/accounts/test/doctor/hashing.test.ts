import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { checkHashing } from "../../src/doctor/checks/hashing.js";
import { readSettings } from "../../src/index.js";
import { names, settingsWith } from "../settings/environments.js";

test.each([
  ["12", 250, "ok: A bcrypt hash at a cost of 12 takes 250 ms here."],
  ["10", 50, "ok: A bcrypt hash at a cost of 10 takes 50 ms here."],
  ["12", 500, "ok: A bcrypt hash at a cost of 12 takes 500 ms here."],
  ["10", 20, "warn: A bcrypt hash at a cost of 10 takes 20 ms here: guessing is cheap. Set AMPOULE_BCRYPT_COST to 14."],
  ["12", 49.4, "warn: A bcrypt hash at a cost of 12 takes 49 ms here: guessing is cheap. Set AMPOULE_BCRYPT_COST to 15."],
  [
    "15",
    40,
    "warn: A bcrypt hash at a cost of 15 takes 40 ms here: guessing is cheap. As for AMPOULE_BCRYPT_COST, it cannot be set higher: take argon2Hasher().",
  ],
  [
    "14",
    1_600,
    "warn: A bcrypt hash at a cost of 14 takes 1600 ms here: people wait, and few can sign in at once. Set AMPOULE_BCRYPT_COST to 12.",
  ],
  [
    "12",
    9_000,
    "warn: A bcrypt hash at a cost of 12 takes 9000 ms here: people wait, and few can sign in at once. Set AMPOULE_BCRYPT_COST to 10.",
  ],
  [
    "10",
    900,
    "warn: A bcrypt hash at a cost of 10 takes 900 ms here: people wait, and few can sign in at once. As for AMPOULE_BCRYPT_COST, it cannot be set lower: this machine is slow, or busy.",
  ],
])("S0-05 S3-02 hashing: a cost of %s that takes %s ms", async (cost, taken, expected) => {
  const asked: number[] = [];
  const measure = async (one: number) => (asked.push(one), Promise.resolve(taken));
  const [finding] = await checkHashing(settingsWith({ AMPOULE_BCRYPT_COST: cost }), measure);
  expect(`${finding?.level}: ${finding?.message}`).toBe(expected);
  expect(asked).toEqual([Number(cost)]);
});

test("S0-05 S3-02 hashing is measured: a step more takes about twice as long; who only verifies hashes nothing", async () => {
  const taken = async (cost: string) => {
    const [finding] = await checkHashing(settingsWith({ AMPOULE_BCRYPT_COST: cost }));
    return Number(/takes (\d+) ms/.exec(finding?.message ?? "")?.[1]);
  };
  const [ten, thirteen] = [await taken("10"), await taken("13")];
  expect(thirteen / ten).toBeGreaterThan(3);
  const JWT_PUBLIC_KEY = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
  expect(await checkHashing(readSettings({ ...names, JWT_ALGORITHM: "EdDSA", JWT_PUBLIC_KEY }))).toEqual([]);
});

import { hash as nativeHash, verify as nativeVerify } from "@node-rs/bcrypt";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { UnavailableError } from "@ampoule/core";
import { hashingQueue, pbkdf2Verifier, type FoundAccount, type Upgrade } from "../../src/index.js";
import { foreignPassword, pbkdf2Hashes } from "./foreign-hashes.js";
import { quick, quickPasswords } from "./quick.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

vi.mock("@node-rs/bcrypt", { spy: true });
const [hash, verify] = [vi.mocked(nativeHash), vi.mocked(nativeVerify)];

interface User {
  readonly id: string;
}

const passwords = quickPasswords();
const stored = await passwords.hash("right password");
const accounts = new Map<string, FoundAccount<User>>([
  ["alice", { account: { id: "1" }, passwordHash: stored }],
  ["disabled", { account: { id: "2" }, passwordHash: stored, isDisabled: true }],
  ["locked", { account: { id: "3" }, passwordHash: stored, isLocked: true }],
  ["both", { account: { id: "4" }, passwordHash: stored, isDisabled: true, isLocked: true }],
  ["passkeys only", { account: { id: "5" }, passwordHash: null }],
  ["broken", { account: { id: "6" }, passwordHash: "$2b$04$cut" }],
]);
const find = vi.fn((name: string) => accounts.get(name));
beforeEach(() => vi.clearAllMocks());

describe("who gets in", () => {
  test("the right password: granted, with the account and nothing else", async () => {
    expect(await passwords.authenticate(find, "alice", "right password")).toMatchObject({ kind: "granted", value: { id: "1" } });
  });

  test.each([
    ["nobody", "right password", "unknown_account"],
    ["alice", "wrong password", "wrong_password"],
    ["alice", "", "wrong_password"],
    ["alice", "right password ", "wrong_password"],
    ["alice", "a".repeat(100_000), "wrong_password"],
    ["nobody", "a".repeat(100_000), "unknown_account"],
    ["disabled", "right password", "disabled_account"],
    ["locked", "right password", "locked_account"],
    ["both", "right password", "disabled_account"],
    ["disabled", "wrong password", "wrong_password"],
    ["locked", "wrong password", "wrong_password"],
    ["passkeys only", "", "wrong_password"],
    ["passkeys only", "right password", "wrong_password"],
    ["broken", "right password", "wrong_password"],
  ])("S-221 S-232 S-233 D5 E1 E2 E3 E4 %s with %s: %s, after one search and one check of the same cost", async (name, password, code) => {
    expect(await passwords.authenticate(find, name, password)).toMatchObject({ kind: "rejected", code, subject: name });
    expect(find.mock.calls).toEqual([[name]]);
    expect(hash).not.toHaveBeenCalled();
    expect(verify.mock.calls.map(([, target]) => String(target).slice(0, 7))).toEqual(["$2b$04$"]);
  });

  test("a store may answer later, or null", async () => {
    expect(await passwords.authenticate(async () => null, "alice", "right password")).toMatchObject({ code: "unknown_account" });
  });

  test("D12 a store that fails is a fault, and nothing is hashed", async () => {
    const down = () => Promise.reject(new UnavailableError("database down"));
    await expect(passwords.authenticate(down, "alice", "right password")).rejects.toThrow("database down");
    expect(verify).not.toHaveBeenCalled();
  });

  test("D14 a full queue is a fault for everybody alike, and whoever has gone is one too", async () => {
    const full = quickPasswords({ queue: hashingQueue({ concurrency: 1, length: 0 }) });
    const results = ["alice", "nobody", "locked"].map((name) => full.authenticate(find, name, "right password"));
    const [first, ...rest] = await Promise.allSettled(results);
    expect([first?.status, ...rest.map((one) => one.status === "rejected" && one.reason)]).toEqual([
      "fulfilled",
      expect.any(UnavailableError),
      expect.any(UnavailableError),
    ]);
    await expect(full.authenticate(find, "alice", "right password", { signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
  });
});

describe("upgrades", () => {
  const stronger = quickPasswords({ hasher: quick(5), verifiers: [pbkdf2Verifier()] });

  test("S-227 D6 D7 D11 a weaker or a foreign hash is replaced on sign-in, once", async () => {
    const [, foreign] = pbkdf2Hashes[3];
    for (const [password, old] of [
      ["right password", stored],
      ["right password", stored.replace("$2b$", "$2a$")],
      [foreignPassword, foreign],
    ] as const) {
      let row: FoundAccount<User> = { account: { id: "1" }, passwordHash: old };
      const upgrade = vi.fn(({ account, hash: passwordHash }: Upgrade<User>) => void (row = { account, passwordHash }));
      for (let time = 0; time < 3; time += 1) {
        expect((await stronger.authenticate(() => row, "alice", password, { upgrade })).kind).toBe("granted");
      }
      expect(upgrade.mock.calls).toEqual([[{ account: { id: "1" }, hash: expect.stringMatching(/^\$2b\$05\$/), replaces: old }]]);
    }
  });

  test("nothing is replaced for who is refused, or where nobody stores it", async () => {
    const upgrade = vi.fn();
    for (const name of ["disabled", "locked", "nobody", "passkeys only"])
      await stronger.authenticate(find, name, "right password", { upgrade });
    await stronger.authenticate(find, "alice", "wrong password", { upgrade });
    expect((await stronger.authenticate(find, "alice", "right password")).kind).toBe("granted");
    expect([upgrade.mock.calls.length, hash.mock.calls.length]).toEqual([0, 0]);
  });

  test("a full queue leaves it to the next time; the sign-in holds", async () => {
    const queue = hashingQueue({ concurrency: 1, length: 0 });
    const crowded = quickPasswords({ hasher: quick(5), queue });
    const upgrade = vi.fn();
    const run = queue.run.bind(queue);
    let calls = 0;
    vi.spyOn(queue, "run").mockImplementation((job, signal) =>
      (calls += 1) === 2 ? Promise.reject(new UnavailableError("full")) : run(job, signal),
    );
    expect((await crowded.authenticate(find, "alice", "right password", { upgrade })).kind).toBe("granted");
    expect([calls, upgrade.mock.calls.length]).toEqual([2, 0]);
  });

  test("D12 a store that cannot take it, and a hasher that fails, are faults", async () => {
    const upgrade = () => Promise.reject(new UnavailableError("database down"));
    await expect(stronger.authenticate(find, "alice", "right password", { upgrade })).rejects.toThrow("database down");
    hash.mockRejectedValueOnce(new Error("out of memory"));
    await expect(stronger.authenticate(find, "alice", "right password", { upgrade: vi.fn() })).rejects.toThrow("out of memory");
  });
});

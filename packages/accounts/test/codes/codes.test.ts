import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { memoryCodes, singleUseCodes, unpackCode, type Account, type CodeStore, type NewCode } from "../../src/index.js";
import { codeStoreContract } from "../../src/testing/index.js";

describe("codes in memory", () => {
  test.each(codeStoreContract)("$name", ({ run }) => run(memoryCodes()));

  test("S-332 no more than so many; those that are over make room", () => {
    const store = memoryCodes({ size: 2 });
    const record = (id: string, expiresAt = 100) => ({ id, digest: id, purpose: "", subject: "", address: "", epoch: 0, expiresAt });
    for (const id of ["a", "b", "a"]) void store.put(record(id), 1);
    expect(() => store.put(record("c"), 1)).toThrow(UnavailableError);
    void store.put(record("c"), 101);
    expect([store.find("a"), store.find("c")]).toEqual([undefined, record("c")]);
  });
});

const purpose = "reset_password";
const start = 1_800_000_000_000;
const minute = 60_000;

/** An issuer of codes with a clock of its own, for one account. */
function issuing(store: CodeStore = memoryCodes()) {
  const made = { now: start, account: { id: "u1", epoch: 4 } as Account | undefined };
  const codes = singleUseCodes({ store, clock: () => made.now, account: (id) => (id === "u1" ? made.account : undefined) });
  const issue = async (own: Partial<NewCode> = {}) =>
    (await codes.issue({ purpose, subject: "u1", address: "alice@example.com", expiresIn: 600, ...own })) ?? expect.fail("no code");
  const told = async (code: string, asked = purpose) => {
    const claim = await codes.take({ code, purpose: asked });
    return typeof claim === "string" ? claim : claim.account.id;
  };
  return { made, codes, issue, told };
}

describe("single-use codes", () => {
  test("ASVS 6.5.1 a code is good once, also for 100 at the same time", async () => {
    const { issue, told } = issuing();
    const code = await issue();
    const answers = await Promise.all(Array.from({ length: 100 }, () => told(code)));
    expect(answers.filter((one) => one === "u1")).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(["u1", "used_code"]));
    expect(await told(code)).toBe("unknown_code");
  });

  test("ASVS 6.5.2 6.5.3 it is 256 random bits, fit for a URL, and the store has neither them nor the address", async () => {
    const kept: unknown[] = [];
    const store = memoryCodes();
    const { issue } = issuing({ ...bound(store), put: (record, now) => (kept.push(record), store.put(record, now)) });
    const codes = [await issue(), await issue(), await issue({ purpose: "verify_email" })];
    for (const code of codes) expect(code).toMatch(/^[\w-]{65}$/);
    expect(new Set(codes.map((code) => code.slice(22))).size).toBe(3);
    expect(codes[0]?.slice(0, 22)).toBe(codes[1]?.slice(0, 22));
    expect(codes[0]?.slice(0, 22)).not.toBe(codes[2]?.slice(0, 22));
    const dump = JSON.stringify(kept);
    for (const code of codes) expect(dump).not.toContain(code.slice(22));
    expect(dump).not.toContain("alice@example.com");
  });

  test("a newer one ends the one before it, of the same purpose only", async () => {
    const { issue, told } = issuing();
    const [first, other] = [await issue(), await issue({ purpose: "verify_email" })];
    const second = await issue();
    expect([await told(first), await told(second), await told(other, "verify_email")]).toEqual(["wrong_code", "u1", "u1"]);
  });

  test("it is for one purpose", async () => {
    const { issue, told } = issuing();
    const code = await issue();
    expect([await told(code, "verify_email"), await told(code)]).toEqual(["wrong_purpose", "u1"]);
  });

  test("it is for one address", async () => {
    const { codes, issue } = issuing();
    const claim = await codes.look({ code: await issue(), purpose });
    if (typeof claim === "string") expect.fail(claim);
    expect([claim.isFor("alice@example.com"), claim.isFor("alice@example.org"), claim.isFor("")]).toEqual([true, false, false]);
  });

  test("ASVS 6.5.5 it expires", async () => {
    const { made, issue, told } = issuing();
    const [code, other] = [await issue(), await issue({ purpose: "verify_email", expiresIn: 601 })];
    made.now += 10 * minute;
    expect([await told(code), await told(other, "verify_email")]).toEqual(["expired_code", "u1"]);
  });

  test("it is dead once the password is another one, and with the account", async () => {
    for (const [account, problem] of [
      [{ id: "u1", epoch: 5 }, "epoch_changed"],
      [{ id: "u1", epoch: 4, isDisabled: true }, "account_disabled"],
      [undefined, "no_account"],
    ] as const) {
      const { made, issue, told } = issuing();
      const code = await issue();
      made.account = account;
      expect(await told(code)).toBe(problem);
      made.account = { id: "u1", epoch: 4 };
      expect(await told(code), "and not used up by that").toBe("u1");
    }
  });

  test("looking leaves it good, dropping does not; a disabled account gets none", async () => {
    const { made, codes, issue, told } = issuing();
    const code = await issue();
    for (let count = 0; count < 3; count += 1) expect(await codes.look({ code, purpose })).toHaveProperty("account.id", "u1");
    await codes.drop(purpose, "u1");
    expect(await told(code)).toBe("unknown_code");
    made.account = { id: "u1", isDisabled: true };
    expect(await codes.issue({ purpose, subject: "u1", address: "a", expiresIn: 1 })).toBeUndefined();
    expect(await codes.issue({ purpose, subject: "nobody", address: "a", expiresIn: 1 })).toBeUndefined();
  });

  test("what was looked at is ended once what it is for is done, by one of 100", async () => {
    const { codes, issue, told } = issuing();
    const code = await issue();
    const next = code.replace(/.$/, code.endsWith("A") ? "B" : "A");
    for (const other of ["x", next, "A".repeat(65)]) expect(await codes.end(other)).toBe(false);
    const ended = await Promise.all(Array.from({ length: 100 }, () => codes.end(code)));
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await told(code)).toBe("unknown_code");
  });

  test("a guess ends nobody's code, and what is no code is not looked up", async () => {
    const store = memoryCodes();
    let asked = 0;
    const { issue, told } = issuing({ ...bound(store), find: (id) => ((asked += 1), store.find(id)) });
    const code = await issue();
    const id = code.slice(0, 22);
    for (const text of ["", "x", id, `${code}x`, ` ${code}`, `${code}\n`, code.replace(/.$/, "=")])
      expect(await told(text)).toBe("malformed_code");
    expect(asked).toBe(0);
    expect(await told(id + "A".repeat(43))).toBe("wrong_code");
    expect(await told("A".repeat(65))).toBe("unknown_code");
    expect(await told(code)).toBe("u1");
  });

  test("S-334 a store that is down or does not answer is an UnavailableError", async () => {
    const down = () => Promise.reject(new Error("connection lost"));
    const { issue } = issuing({ ...bound(memoryCodes()), put: down });
    await expect(issue()).rejects.toThrow(UnavailableError);
    const silent = { ...bound(memoryCodes()), find: () => new Promise<never>(() => undefined) };
    const codes = singleUseCodes({ store: silent, account: () => undefined, timeout: 20 });
    await expect(codes.take({ code: "A".repeat(65), purpose })).rejects.toThrow("did not answer in time");
    const unknown = singleUseCodes({ store: memoryCodes(), account: () => Promise.reject(new Error("connection lost")) });
    await expect(unknown.issue({ purpose, subject: "u1", address: "", expiresIn: 60 })).rejects.toThrow(UnavailableError);
  });

  test("what cannot be does not start, and a row that nobody wrote is none", async () => {
    const { codes } = issuing();
    for (const expiresIn of [0, 0.5, 604_801, Number.NaN])
      await expect(codes.issue({ purpose, subject: "u1", address: "", expiresIn })).rejects.toThrow(ConfigurationError);
    expect(() => singleUseCodes({ store: memoryCodes(), account: () => undefined, timeout: 0 })).toThrow(ConfigurationError);
    expect(() => singleUseCodes({ account: () => undefined } as never)).toThrow(ConfigurationError);
    for (const text of ["null", "{}", "[]", '{"id":"a","digest":"b"}']) expect(() => unpackCode(text)).toThrow(TypeError);
  });
});

function bound(store: CodeStore): CodeStore {
  return {
    put: (...given) => store.put(...given),
    find: (...given) => store.find(...given),
    take: (...given) => store.take(...given),
    drop: (...given) => store.drop(...given),
    purge: (...given) => store.purge(...given),
  };
}

import { describe, expect, test, vi } from "vitest";
import { KeyGrammar } from "../../src/api-keys/key-text.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

const grammar = new KeyGrammar("amp");

describe("the text of a key", () => {
  test("S-062 a prefix, a public id, 256 random bits and a checksum", () => {
    const { id, key } = grammar.make();
    expect(key).toMatch(/^amp_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$/);
    expect(key.split("_")[1]).toBe(id);
    expect(43 * Math.log2(62)).toBeGreaterThan(256);
    expect(grammar.idOf(key)).toBe(id);
  });

  test("S-062 100,000 keys: no id, secret or beginning of a secret twice, every character about as often", () => {
    const [ids, starts, counts] = [new Set<string>(), new Set<string>(), new Map<string, number>()];
    for (let count = 0; count < 100_000; count += 1) {
      const { id, key } = grammar.make();
      ids.add(id);
      starts.add(key.slice(21, 37));
      for (const character of key.slice(21, 64)) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect([ids.size, starts.size, counts.size]).toEqual([100_000, 100_000, 62]);
    const expected = (100_000 * 43) / 62;
    // Seven standard deviations: one run in ten thousand million would fail by chance.
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(7 * Math.sqrt(expected));
  });

  test("S-062 a slip of the hand is noticed by the checksum, anywhere", () => {
    const { key } = grammar.make();
    for (let index = 0; index < key.length; index += 1) {
      const slipped = `${key.slice(0, index)}${key[index] === "x" ? "y" : "x"}${key.slice(index + 1)}`;
      expect(grammar.idOf(slipped)).toBe(undefined);
      expect(grammar.idOf(key.slice(0, index) + key.slice(index + 1))).toBe(undefined);
    }
  });

  test.each(["", "amp", "amp_", "AMP_x_y", " ", "\n"])("what surrounds a key is not part of it: %j", (around) => {
    const { key } = grammar.make();
    if (around !== "") for (const text of [key + around, around + key, around]) expect(grammar.idOf(text)).toBe(undefined);
    expect(new KeyGrammar("other").idOf(key)).toBe(undefined);
  });

  test("S-062 scanners find it in a text", () => {
    const { id, key } = new KeyGrammar("acme_live").make();
    const found = new KeyGrammar("acme_live").pattern.exec(`API_KEY="${key}" # do not commit`);
    expect([found?.[0], found?.[1]]).toEqual([key, id]);
  });
});

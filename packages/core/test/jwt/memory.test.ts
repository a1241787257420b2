import { getHeapSnapshot } from "node:v8";
import { expect, test } from "vitest";
import { localKeys, mint, newPair, remember, verifierOf } from "./tokens.js";

/** Has a token verified as a header's text holds it, and forgets it: what is given back is what its payload is called backwards. */
async function verified(): Promise<string> {
  const pair = await newPair("HS256");
  const verifier = verifierOf(localKeys(pair));
  const field = `Bearer ${await mint(pair, { sub: `alice ${Math.random()}` })}`;
  await remember(verifier, field.slice("Bearer ".length));
  kept.push(verifier);
  return backwards(field.split(".")[1] ?? "");
}
const kept: unknown[] = [];

function backwards(text: string): string {
  return text.split("").toReversed().join("");
}

async function heap(): Promise<string> {
  // A pattern keeps the text that it was tried on last.
  expect(/^x+$/.test("xxx")).toBe(true);
  globalThis.gc?.();
  const chunks: Uint8Array[] = [];
  for await (const chunk of getHeapSnapshot()) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString("latin1");
}

test("a dump of the memory holds no token that was verified before, nor part of one", { timeout: 60_000 }, async () => {
  const hidden = await verified();
  const memory = await heap();
  expect(memory.includes(hidden)).toBe(true);
  expect(memory.includes(backwards(hidden))).toBe(false);
  expect(kept).toHaveLength(1);
});

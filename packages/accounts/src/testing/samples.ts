import type { Rejected } from "@ampoule/core";
import { generateKeyPairSync } from "node:crypto";
import { signingKeys } from "../keys/signing-keys.js";
import { shardOf } from "../tokens/refresh-token.js";
import type { Family } from "../tokens/family.js";
import { newName } from "../tokens/access.js";
import type { TokenPair } from "../tokens/pair.js";
import type { RefreshStore } from "../tokens/store.js";
import type { TokensOptions } from "../tokens/options.js";
import type { Account } from "../tokens/account.js";
import { tokens, type Tokens } from "../tokens/tokens.js";

const day = 86_400_000;

/** A family as it may be. */
export function familyOf(subject: string, now: number, own: Partial<Family> = {}): Family {
  const id = shardOf(subject) + newName();
  const kept = { id, subject, clientId: "first-party", scopes: ["a", "b"], epoch: 3, startedAt: now, usedAt: now, version: 1 };
  const limits = { idleUntil: now + day, endsAt: now + 90 * day };
  const seed = { value: newName(), until: now + 10_000 };
  return { ...kept, ...limits, current: newName(), spent: [{ digest: newName(), at: now - 5 }], seed, ...own };
}

const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });

/** An issuer over a store, whose accounts are whoever is asked for. */
export function issuerOver(store: RefreshStore, own: Partial<TokensOptions<Account>> = {}): Tokens {
  const base = { issuer: "https://issuer.example", audience: "https://api.example", keys, store, timeout: 30_000 };
  return tokens({ ...base, account: (id: string) => ({ id }), ...own });
}

/** The pair, where there is one. */
export function pairIn(answer: TokenPair | Rejected): TokenPair {
  if ("accessToken" in answer) return answer;
  throw new Error(`Refused: ${answer.code}`);
}

/** The refresh token that was given, or why none was. */
export function outcomeOf(answer: TokenPair | Rejected): string {
  return "accessToken" in answer ? answer.refreshToken : answer.code;
}

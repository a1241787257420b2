import { allowLowCost, bcryptHasher, passwords, type PasswordsOptions } from "../../src/index.js";

/** A hasher that takes a millisecond, where time is not what a test is about. */
export const quick = (cost = 4) => bcryptHasher({ cost, [allowLowCost]: true });

export const quickPasswords = (options: Partial<PasswordsOptions> = {}) => passwords({ hasher: quick(), ...options });

export const right = { ok: true, needsRehash: false };
export const wrong = { ok: false, needsRehash: false };

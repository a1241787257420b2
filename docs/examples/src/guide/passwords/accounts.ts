import { basic, loginForm, oauthError, provider } from "@ampoule/core";
import {
  bcryptHasher,
  blockedWords,
  clientAddress,
  hashingQueue,
  passwords,
  pbkdf2Verifier,
  scryptVerifier,
  type FoundAccount,
  type HashedPassword,
  type HashingOptions,
  type PasswordProblem,
  type Upgrade,
} from "@ampoule/accounts";

// #region setup
export const checked = passwords({
  hasher: bcryptHasher({ cost: 12 }),
  verifiers: [pbkdf2Verifier(), scryptVerifier()],
  policy: { minLength: 12, blocklists: [blockedWords(["correct horse battery staple", "ampoule-ampoule"])] },
  queue: hashingQueue({ concurrency: 3, length: 100 }),
});
// #endregion setup

export interface User {
  readonly id: string;
  readonly name: string;
}

interface Row extends User {
  hash: HashedPassword | string;
  isDisabled: boolean;
}

// #region accounts
/** Who may sign in. A real one asks a database. */
export class Accounts {
  readonly rows = new Map<string, Row>();

  async register(name: string, password: string): Promise<PasswordProblem | undefined> {
    const enrolled = await checked.enroll(password, { words: [name] });
    if (!enrolled.ok) return enrolled.problem;
    this.rows.set(name, { id: crypto.randomUUID(), name, hash: enrolled.hash, isDisabled: false });
    return undefined;
  }

  authenticate(name: string, password: string, asking: HashingOptions = {}) {
    return checked.authenticate((username) => this.#find(username), name, password, {
      ...asking,
      upgrade: (better) => this.#upgrade(better),
    });
  }

  #find(name: string): FoundAccount<User> | undefined {
    const row = this.rows.get(name);
    return row && { account: { id: row.id, name: row.name }, passwordHash: row.hash, isDisabled: row.isDisabled };
  }

  #upgrade({ account, hash, replaces }: Upgrade<User>): void {
    // UPDATE accounts SET hash = ? WHERE id = ? AND hash = ?
    const row = this.rows.get(account.name);
    if (row?.hash === replaces) row.hash = hash;
  }
}
// #endregion accounts

// #region basic
const clientOf = clientAddress();

export const account = basic({
  verify: ({ username, password }, { resolve, signal, request }) =>
    resolve(Accounts).authenticate(username, password, { signal, client: clientOf(request) }),
});
// #endregion basic

// #region cache
export const remembering = passwords({ hasher: bcryptHasher({ cost: 12 }), cache: { expiresIn: 60, size: 1_000 } });
// #endregion cache

// #region form
export const login = provider({ form: loginForm(), accounts: Accounts }, async function login({ form, accounts }) {
  const outcome = await accounts.authenticate(form.username, form.password);
  if (outcome.kind === "granted") return outcome;
  return oauthError("invalid_grant", { code: outcome.code, subject: form.username });
});
// #endregion form

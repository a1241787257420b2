import { Passwords, type Account, type FoundAccount, type PasswordProblem } from "@ampoule/accounts";
import type { BasicCredentials, Granted, Rejected } from "@ampoule/core";
import { inject, injectable } from "tsyringe";
import { Store, type Row } from "./store.js";

export interface User extends Account {
  readonly email: string;
  readonly role: "member" | "admin";
}

/** Who may sign in. */
@injectable()
export class Accounts {
  constructor(
    @inject(Store) private readonly store: Store,
    @inject(Passwords) private readonly passwords: Passwords,
  ) {}

  /** Adds an account. Takes the same time, and says nothing, when the e-mail is taken. */
  async register(email: string, password: string, role: User["role"] = "member"): Promise<PasswordProblem | undefined> {
    const enrolled = await this.passwords.enroll(password, { words: [email] });
    if (!enrolled.ok) return enrolled.problem;
    const values = [crypto.randomUUID(), canonical(email), enrolled.hash, role];
    this.store.write("INSERT INTO accounts (id, email, password_hash, role) VALUES (?, ?, ?, ?) ON CONFLICT (email) DO NOTHING", ...values);
    return undefined;
  }

  /** The user whose name and password these are. Unknown and wrong cost the same. */
  authenticate({ username, password }: BasicCredentials): Promise<Granted<User> | Rejected> {
    return this.passwords.authenticate((email) => this.find(email), username, password);
  }

  byId(id: string): User | undefined {
    const row = this.store.first("SELECT * FROM accounts WHERE id = ?", id);
    return row && userOf(row);
  }

  private find(email: string): FoundAccount<User> | undefined {
    const row = this.store.first("SELECT * FROM accounts WHERE email = ?", canonical(email));
    return row && { account: userOf(row), passwordHash: String(row["password_hash"]) };
  }
}

const canonical = (email: string): string => email.normalize("NFC").toLowerCase();

function userOf(row: Row): User {
  return { id: String(row["id"]), email: String(row["email"]), role: row["role"] === "admin" ? "admin" : "member" };
}

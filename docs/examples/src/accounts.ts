import { inject, injectable } from "tsyringe";
import { Passwords } from "./passwords.js";
import { Store, type Row } from "./store.js";

export interface User {
  readonly id: string;
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
  async register(email: string, password: string, role: User["role"] = "member"): Promise<void> {
    const hashed = await this.passwords.hash(password);
    const values = [crypto.randomUUID(), canonical(email), hashed, role];
    this.store.write("INSERT INTO accounts (id, email, password_hash, role) VALUES (?, ?, ?, ?) ON CONFLICT (email) DO NOTHING", ...values);
  }

  /** The user whose name and password these are. Unknown and wrong cost the same. */
  async authenticate(email: string, password: string): Promise<User | undefined> {
    const row = this.store.first("SELECT * FROM accounts WHERE email = ?", canonical(email));
    const fits = await this.passwords.check(password, row && String(row["password_hash"]));
    return fits && row ? userOf(row) : undefined;
  }

  bySubject(id: string): User | undefined {
    const row = this.store.first("SELECT * FROM accounts WHERE id = ?", id);
    return row && userOf(row);
  }
}

const canonical = (email: string): string => email.normalize("NFC").toLowerCase();

function userOf(row: Row): User {
  return { id: String(row["id"]), email: String(row["email"]), role: row["role"] === "admin" ? "admin" : "member" };
}

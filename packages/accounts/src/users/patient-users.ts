import { ConfigurationError, type Awaitable } from "@ampoule/core";
import { Patience } from "../patience.js";
import type { Account } from "../tokens/account.js";
import type { Users } from "./users.js";

/** Users that are not waited for longer than that, and that fail in one way only. Their index is looked at before the first one is added. */
export class PatientUsers<U extends Account, P> implements Users<U, P> {
  readonly #users: Users<U, P>;
  readonly #patience: Patience;
  #ready: Promise<void> | undefined;

  /** @param timeout in milliseconds. */
  constructor(users: Users<U, P>, timeout: number) {
    this.#users = users;
    this.#patience = new Patience(timeout, "store of users");
  }

  byId(id: string): Promise<U | undefined> {
    return this.#patience.ask(() => this.#users.byId(id));
  }

  byLogin(...given: Parameters<Users<U, P>["byLogin"]>): Promise<Awaited<ReturnType<Users<U, P>["byLogin"]>>> {
    return this.#patience.ask(() => this.#users.byLogin(...given));
  }

  passwordHash(id: string): Promise<string | null | undefined> {
    return this.#patience.ask(() => this.#users.passwordHash(id));
  }

  async add(...given: Parameters<Users<U, P>["add"]>): Promise<U | "taken"> {
    await this.requireUnique();
    return this.#patience.ask(() => this.#users.add(...given));
  }

  setPassword(...given: Parameters<Users<U, P>["setPassword"]>): Promise<boolean> {
    return this.#patience.ask(() => this.#users.setPassword(...given));
  }

  /** Asked once; again where it could not be answered, or was answered badly. */
  requireUnique(): Promise<void> {
    this.#ready ??= this.#look().catch((fault: unknown) => {
      this.#ready = undefined;
      throw fault;
    });
    return this.#ready;
  }

  /** A fault of the set-up is not one of the world, which passes. */
  async #look(): Promise<void> {
    const answer = await this.#patience.ask(() => found(() => this.#users.requireUnique()));
    if (answer instanceof ConfigurationError) throw answer;
  }
}

/** Milliseconds. */
const usual = 2_000;

/** The same users, asked with patience: each part that can be used alone does so. */
export function patientUsers<U extends Account, P>(users: Users<U, P>): PatientUsers<U, P> {
  return users instanceof PatientUsers ? users : new PatientUsers(users, usual);
}

async function found(look: () => Awaitable<void>): Promise<ConfigurationError | undefined> {
  try {
    await look();
    return undefined;
  } catch (fault) {
    if (fault instanceof ConfigurationError) return fault;
    throw fault;
  }
}

import { Open, Security } from "@ampoule/core";
import { injectable } from "tsyringe";
import { adminOrCron, CurrentUser, maybeUser } from "./security.js";
import type { User } from "./sessions.js";

// #region controller
@injectable()
export class NotesController {
  readonly #notes: string[] = [];

  @Open()
  health() {
    return { ok: true };
  }

  greet(@Security(maybeUser) me: User | null) {
    return { hello: me?.name ?? "stranger" };
  }

  list(@CurrentUser("notes:read") me: User) {
    return { for: me.name, notes: this.#notes };
  }

  add(@CurrentUser("notes:write") me: User) {
    this.#notes.push(`a note by ${me.name}`);
    return { count: this.#notes.length };
  }

  clear(@Security(adminOrCron) by: User | { job: string }) {
    return { cleared: this.#notes.splice(0).length, by: "job" in by ? by.job : by.name };
  }
}
// #endregion controller

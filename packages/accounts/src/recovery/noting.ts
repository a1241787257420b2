import type { Awaitable } from "@ampoule/core";
import { Patience } from "../patience.js";

/** Milliseconds, as for the users. */
const patience = new Patience(2_000, "store of users");

/** Waits until an application has noted something of a user. @throws UnavailableError, whatever it throws. */
export function noted(note: () => Awaitable<unknown>): Promise<unknown> {
  return patience.ask(note);
}
